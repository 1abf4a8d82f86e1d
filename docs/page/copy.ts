const icon = (path: string) =>
  `<svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true"><path d="${path}" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" /></svg>`;
const icons = {
  copy: icon(
    "M7 7V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5H13M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7z",
  ),
  copied: icon("m4 11 4 4 8-10"),
  failed: icon("M5 5l10 10M15 5 5 15"),
};

/** Puts a copy button on every block of code. */
export function copyButtons(): void {
  for (const block of document.querySelectorAll<HTMLElement>(".code")) {
    const label = block.querySelector("pre")?.ariaLabel ?? "code";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.innerHTML = icons.copy;
    button.title = "Copy";
    button.ariaLabel = `Copy: ${label}`;
    button.addEventListener("click", () => {
      void copy(block.querySelector("code")?.textContent ?? "").then((copied) => {
        button.innerHTML = copied ? icons.copied : icons.failed;
        announce(copied ? "Copied to the clipboard" : "The browser refused to copy");
        setTimeout(() => (button.innerHTML = icons.copy), 2_000);
      });
    });
    block.append(button);
  }
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text); // The clipboard API exists on https and loopback alone.
  }
}

function copySelected(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  // Deprecated, and the only way on plain http.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

const status = document.createElement("p");
status.role = "status";
status.className = "visually-hidden";
document.body.append(status);

function announce(message: string): void {
  status.textContent = message;
}
