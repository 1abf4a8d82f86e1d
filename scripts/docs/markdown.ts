// Markdown as HTML. The only file that uses marked.
import { Marked, type MarkedExtension, type Tokens } from "marked";

import { escapeHtml } from "../../docs/page/escape-html.js";
import { codeBlock, heading, plainText, slug, unescapeHtml, type Link } from "./html.js";
import { isLink } from "./links.js";

export interface Article {
  title: string;
  html: string;
  /** Its parts, for the list beside it. */
  parts: Link[];
}

/** A whole page of this project, which begins with its title. It may have HTML. */
export function article(markdown: string): Article {
  const { html, headings } = rendered(new Marked(), markdown, 0);
  const [title, ...parts] = headings;
  if (title?.level !== 1) throw new Error("an article begins with its title");
  return {
    title: plainText(title.html),
    html,
    parts: parts.map((part) => ({ ...part, level: (part.level ?? 2) - 1 })),
  };
}

/**
 * A text of the description, within a page. HTML in it is shown as text.
 *
 * @param within - the id of the part of the page that it is in; those of its headings begin with it
 */
export function text(markdown: string, within: string): string {
  return rendered(new Marked(withoutHtml), markdown, 1, `${within}-`).html;
}

/** Markdown whose HTML is text, and whose links lead only to what {@link isLink} allows. */
const withoutHtml: MarkedExtension = {
  // Without these tokens, "<" is a character like others.
  tokenizer: { html: () => undefined, tag: () => undefined },
  renderer: {
    link({ href: written, title, tokens }) {
      const html = this.parser.parseInline(tokens);
      // The browser gets what is checked here: an entity that is not decoded loses its meaning.
      const href = unescapeHtml(written);
      if (!isLink(href)) return html;
      const hint = title ? ` title="${escapeHtml(unescapeHtml(title))}"` : "";
      return `<a href="${escapeHtml(href)}"${hint}>${html}</a>`;
    },
    image({ raw }) {
      return escapeHtml(raw); // The policy of the pages allows no image from elsewhere.
    },
  },
};

/** @param deeper - how many levels deeper its headings go */
function rendered(marked: Marked, markdown: string, deeper: number, idStart = "") {
  const headings: Link[] = [];
  const ids = new Map<string, number>();
  marked.use({
    renderer: {
      heading({ depth, tokens }) {
        const html = this.parser.parseInline(tokens);
        const name = idStart + slug(html);
        const earlier = ids.get(name) ?? 0;
        ids.set(name, earlier + 1);
        const id = earlier === 0 ? name : `${name}-${earlier}`;
        headings.push({ level: depth, html, href: `#${id}` });
        return depth + deeper === 1 ? `<h1>${html}</h1>\n` : `${heading(depth + deeper, id, html)}\n`;
      },
      code({ text, lang = "" }) {
        if (lang === "text") return `<div class="output">${codeBlock(text, lang, "Output")}</div>\n`;
        return `${codeBlock(text, lang, lang === "ts" ? "TypeScript" : lang)}\n`;
      },
      table({ header, rows }) {
        const inlined = (cell: Tokens.TableCell) => this.parser.parseInline(cell.tokens);
        const head = header.map((cell) => `<th scope="col" role="columnheader">${inlined(cell)}</th>`).join("");
        const columns = header.map((cell) => plainText(inlined(cell)));
        const body = rows.map((row) => tableRow(row.map(inlined), columns)).join("\n");
        const label = `Table: ${plainText(headings.at(-1)?.html ?? "")}`;
        return `<div class="table${columns.length > 2 ? " wide" : ""}" tabindex="0" role="group" aria-label="${label}"><table role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body}</tbody></table></div>\n`;
      },
    },
  });
  // Safe: marked returns a promise only if it is asked to be asynchronous.
  return { html: marked.parse(markdown) as string, headings };
}

/** A row that is about one name, such as an error's, can be linked to and found by search. */
function tableRow(cells: string[], columns: string[]): string {
  const name = /^<code>(\w+)<\/code>(?: \*)?$/.exec(cells[0] ?? "")?.[1];
  const id = name === undefined ? "" : ` id="${escapeHtml(name.toLowerCase())}"`;
  const shown = cells.map((cell, at) => `<td data-column="${columns[at] ?? ""}" role="cell">${cell}</td>`);
  return `<tr${id} role="row">${shown.join("")}</tr>`;
}
