const root = document.documentElement;

export const storageKey = "theme";

/** head.ts has set the class. */
export function themeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  const show = (theme: string) => {
    root.classList.remove("light", "dark");
    root.classList.add(theme);
    button?.setAttribute("aria-pressed", String(theme === "dark"));
  };
  button?.addEventListener("click", () => {
    const chosen = root.classList.contains("dark") ? "light" : "dark";
    remember(storageKey, chosen);
    show(chosen);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (remembered(storageKey) === null) show(matches ? "dark" : "light");
  });
  show(root.classList.contains("dark") ? "dark" : "light");
}

/** A browser may refuse to store anything. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice lasts as long as the page.
  }
}

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
