import { escapeHtml } from "./escape-html.js";
import type { Found } from "./search.js";

declare global {
  /** From assets/search.js, which is loaded when it is first needed. */
  var searchSite: ((query: string) => Found[]) | undefined;
}

/** Opens with the header's button, "/" or Ctrl+K; arrow keys go through the results. */
export function searchDialog(): void {
  const button = document.querySelector<HTMLButtonElement>("button.search");
  if (button === null) return;
  const dialog = makeDialog();
  const input = dialog.querySelector("input");
  const results = dialog.querySelector("ol");
  const status = dialog.querySelector('[role="status"]');
  if (input === null || results === null || status === null) return;

  // Text typed before the index is loaded is searched once it is.
  let notice = "Loading the search index…";
  const search = () => {
    const query = input.value.trim();
    const { searchSite } = globalThis;
    if (searchSite === undefined) {
      status.textContent = notice;
      return;
    }
    const found = query === "" ? [] : searchSite(query);
    const root = button.dataset["root"] ?? "";
    results.innerHTML = found.length === 0 ? topics() : found.map((result) => resultItem(root, result)).join("");
    results.scrollTop = 0;
    const none = query === "" ? "Topics" : `Nothing found for “${query}”. These are the topics:`;
    status.textContent = found.length === 0 ? none : found.length === 1 ? "1 result" : `${found.length} results`;
  };
  const failed = () => {
    notice = "The search index could not be loaded. Reload the page to try again.";
    search();
  };
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    search();
    if (globalThis.searchSite === undefined) load(button.dataset["index"] ?? "", search, failed);
  };

  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
    if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      open();
    }
  });
  input.addEventListener("input", search);
  dialog.addEventListener("keydown", (event) => {
    move(event, [input, ...results.querySelectorAll("a")]);
  });
  dialog.addEventListener("click", ({ target }) => {
    // The backdrop belongs to the dialog. A result may be on this very page.
    if (target === dialog || (target instanceof Element && target.closest("a") !== null)) dialog.close();
  });
}

function makeDialog(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "search-dialog";
  dialog.ariaLabel = "Search";
  dialog.innerHTML = `<form method="dialog"><input type="search" aria-label="Search guide, API and SDK" placeholder="Search guide, API and SDK" autocomplete="off" spellcheck="false" /><button>Close</button></form>
<p role="status"></p><ol></ol>`;
  dialog.querySelector("input")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    dialog.querySelector<HTMLAnchorElement>("ol a")?.click();
  });
  document.body.append(dialog);
  return dialog;
}

function load(source: string, loaded: () => void, failed: () => void): void {
  const script = document.createElement("script");
  script.src = source;
  script.addEventListener("load", loaded);
  script.addEventListener("error", failed);
  document.head.append(script);
}

function resultItem(root: string, { href, chapter, title, excerpt }: Found): string {
  const text = excerpt.map((part) => (part.found ? `<mark>${escapeHtml(part.text)}</mark>` : escapeHtml(part.text)));
  return `<li><a href="${escapeHtml(root + href)}"><small>${escapeHtml(chapter)}</small><strong>${escapeHtml(title)}</strong><span>${text.join("")}</span></a></li>`;
}

/** The pages of the guide, from the list on this page. */
function topics(): string {
  const links = document.querySelectorAll<HTMLAnchorElement>(".sidebar [data-topics] .level-1 > a");
  const items = Array.from(
    links,
    ({ href, innerHTML }) => `<li><a href="${escapeHtml(href)}"><strong>${innerHTML}</strong></a></li>`,
  );
  return items.join("");
}

function move(event: KeyboardEvent, stops: HTMLElement[]): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const now = stops.findIndex((stop) => stop === document.activeElement);
  stops[(now + step + stops.length) % stops.length]?.focus();
}
