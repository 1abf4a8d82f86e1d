// site/assets/search.js: every part of every page, found by its heading.
import type { Section } from "../../docs/page/search.js";
import { bundle, type Script } from "./bundle.js";
import { plainText, unescapeHtml } from "./html.js";
import type { Page } from "./page.js";

export function searchScript(pages: Page[]): Promise<Script> {
  const listed = pages.filter(({ listed = true }) => listed);
  const sections = withSharedMembers(listed.flatMap((page) => [...headed(page), ...rows(page)]));
  return bundle("docs/page/search.ts", { sections: JSON.stringify(sections) });
}

/** A part begins at a heading that has an id, and ends where the next one begins. Rows that are parts of their own are not in it. */
function headed(page: Page): Section[] {
  return page.main
    .replace(row, "")
    .split(/(?=<h1\b|<h[2-6]\b[^>]* id=")/)
    .flatMap((html) => {
      const start = /^<(h\d)\b(?:[^>]* id="([^"]*)")?[^>]*>([^]*?)<\/\1>/.exec(html);
      if (start === null) return [];
      const [whole, , id, title = ""] = start;
      return [section(page, id, title, html.slice(whole.length))];
    });
}

const row = /<tr[^>]* id="([^"]*)"[^>]*><td[^>]*>([^]*?)<\/td>([^]*?)<\/tr>/g;

/** A row of a table that has an id is about one name, such as an error's. */
function rows(page: Page): Section[] {
  return Array.from(page.main.matchAll(row), ([, id, title = "", text = ""]) => {
    return section(page, id, title.replace(" *", ""), text);
  });
}

function section(page: Page, id: string | undefined, title: string, text: string): Section {
  const { file, title: chapter } = page;
  const href = id === undefined ? file : `${file}#${unescapeHtml(id)}`;
  const words = { title: unescapeHtml(plainText(title)), text: unescapeHtml(plainText(text)) };
  return { href, chapter, ...words, weight: weightOf(page) * (id === undefined ? 1.4 : 1) };
}

/** Explanations come before lists of members, and what is true now before what has changed. */
function weightOf({ file, layout, group }: Page): number {
  if (file === "changelog.html" || layout === "landing") return 0.5;
  // Those of programs beside the client are for fewer readers.
  if (group === "Project" || file === "bulk-delete.html") return 2.2;
  if (layout === "article") return 3;
  return file.startsWith("sdk/") ? 0.5 : 1.6;
}

/** A member that classes have from one another is one result: that of the class with the shortest name, which is the base. */
function withSharedMembers(sections: Section[]): Section[] {
  const groups = new Map<string, Section[]>();
  for (const section of sections) {
    const { href, title, text } = section;
    const key = href.startsWith("sdk/") && href.includes("#") ? `${title}\n${text}` : href;
    groups.set(key, [...(groups.get(key) ?? []), section]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first, ...others] = same.sort((one, other) => one.chapter.length - other.chapter.length);
    if (first === undefined) return [];
    if (others.length === 0) return [first];
    const more = others.map(({ chapter }) => chapter.replace(" (SDK)", "")).join(", ");
    return [{ ...first, chapter: `${first.chapter}; also ${more}` }];
  });
}
