import { elementOf } from "./fragment.js";

/** Unfolds the list beside the text, and marks in it the part that is being read. */
export function followReader(): void {
  const list = document.querySelector<HTMLDetailsElement>("details.sidebar");
  if (list === null) return;
  // The stylesheet puts the list above the text on narrower screens, where it would cover it.
  const beside = matchMedia("(min-width: 60.001rem)");
  list.open = beside.matches;
  beside.addEventListener("change", ({ matches }) => (list.open = matches));
  list.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLAnchorElement) list.open = beside.matches;
  });
  showCurrentPage(list);
  markCurrentPart(list);
}

/** The list may be longer than the screen. */
function showCurrentPage(list: HTMLElement): void {
  const link = list.querySelector<HTMLElement>('[aria-current="page"]');
  if (link !== null) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}

function markCurrentPart(list: HTMLElement): void {
  const parts = [...list.querySelectorAll<HTMLAnchorElement>('a[href^="#"]:not([aria-current="page"])')].flatMap(
    (link) => {
      const heading = elementOf(link.hash);
      return heading === null ? [] : [{ link, heading }];
    },
  );
  const mark = () => {
    const current = parts.findLast(({ heading }) => heading.getBoundingClientRect().top < innerHeight / 4);
    for (const { link } of parts) {
      if (link === current?.link) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}
