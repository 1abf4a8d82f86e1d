// Links to the parts of a reference of several pages.
import type { Page } from "./page.js";

/**
 * The pages with each link to a part of the reference leading to the page that has the part. Its pages are written as if they
 * were one at the root of the site, and other pages link to that one.
 */
export function withReferenceLinks(pages: Page[]): Page[] {
  const owners = new Map<string, string>();
  // The list of the parts comes first, so that a part's own page takes its place.
  for (const { file, main } of pages.filter(isReference)) {
    for (const [, id = ""] of main.matchAll(/ id="([^"]*)"/g)) owners.set(id, file);
  }
  return pages.map((page) => {
    const relinked = (html: string) =>
      html.replace(/(<a [^>]*?href=")([^"]*)/g, (_, start: string, href: string) => start + target(page, href, owners));
    const parts = (page.parts ?? []).map(({ links, ...group }) => {
      return { ...group, links: links.map((link) => ({ ...link, href: target(page, link.href, owners) })) };
    });
    return { ...page, main: relinked(page.main), parts };
  });
}

function isReference({ file }: Page): boolean {
  return file === "reference.html" || file.startsWith("reference/");
}

function target(page: Page, href: string, owners: Map<string, string>): string {
  const root = page.file.startsWith("reference/") ? "../" : "";
  const [, toRoot, ofSite, id] = /^((?:\.\.\/)*)(reference\.html)?#(.*)$/.exec(href) ?? [];
  const owner = id === undefined || (ofSite === undefined && !isReference(page)) ? undefined : owners.get(id);
  if (owner === page.file) return `#${id}`;
  if (owner !== undefined) return `${root || toRoot}${owner}#${id}`;
  const isOfRoot = !/^([a-z][a-z\d+.-]*:|[#/]|\.\.\/)/i.test(href);
  return isOfRoot ? root + href : href;
}
