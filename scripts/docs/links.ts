/** Schemes that a link in a text of the description may have. A relative link takes the scheme of the page. */
const schemes = ["http:", "https:", "mailto:"];

/** @param href - with its entities of HTML decoded; one that is left is of a name that this project does not know */
export function isLink(href: string): boolean {
  const base = "https://page.invalid/";
  return !/&\w+;/.test(href) && URL.canParse(href, base) && schemes.includes(new URL(href, base).protocol);
}
