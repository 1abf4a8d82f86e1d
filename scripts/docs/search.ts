// site/assets/search.js: every part of every page, found by its heading.
import type { Section } from "../../docs/page/search.js";
import { bundle, type Script } from "./bundle.js";
import { plainText, unescapeHtml } from "./html.js";
import type { Page } from "./page.js";

export function searchScript(pages: Page[]): Promise<Script> {
  const sections = pages.filter(({ listed = true }) => listed).flatMap((page) => [...headed(page), ...rows(page)]);
  return bundle("docs/page/search.ts", { sections: JSON.stringify(sections) });
}

/** A part begins at a heading that has an id, and ends where the next one begins. */
function headed(page: Page): Section[] {
  return page.main.split(/(?=<h1\b|<h[2-6]\b[^>]* id=")/).flatMap((html) => {
    const start = /^<(h\d)\b(?:[^>]* id="([^"]*)")?[^>]*>([^]*?)<\/\1>/.exec(html);
    if (start === null) return [];
    const [whole, , id, title = ""] = start;
    return [section(page, id, title, html.slice(whole.length))];
  });
}

/** A row of a table that has an id is about one name, such as an error's. */
function rows(page: Page): Section[] {
  return Array.from(
    page.main.matchAll(/<tr id="([^"]*)"><td>([^]*?)<\/td>([^]*?)<\/tr>/g),
    ([, id, title = "", text = ""]) => {
      return section(page, id, title, text);
    },
  );
}

function section({ file, title: chapter }: Page, id: string | undefined, title: string, text: string): Section {
  const href = id === undefined ? file : `${file}#${unescapeHtml(id)}`;
  return { href, chapter, title: unescapeHtml(plainText(title)), text: unescapeHtml(plainText(text)) };
}
