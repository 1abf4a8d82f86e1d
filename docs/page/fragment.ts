/** The element that a fragment (`#…`) names, written as in a URL. */
export function elementOf(fragment: string): HTMLElement | null {
  const id = fragment.slice("#".length);
  try {
    return document.getElementById(decodeURIComponent(id));
  } catch {
    return document.getElementById(id); // Not percent-encoded, such as "100%".
  }
}
