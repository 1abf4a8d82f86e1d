// Markdown as HTML. The only file that uses marked.
import { Marked, type Tokens } from "marked";

import { escapeHtml } from "../../docs/page/escape-html.js";
import { codeBlock, heading, plainText, slug, type Link } from "./html.js";

export interface Article {
  title: string;
  html: string;
  /** Its parts, for the list beside it. */
  parts: Link[];
}

/** A whole page, which begins with its title. */
export function article(markdown: string): Article {
  const { html, headings } = rendered(markdown, 0);
  const [title, ...parts] = headings;
  if (title?.level !== 1) throw new Error("an article begins with its title");
  return {
    title: plainText(title.html),
    html,
    parts: parts.map((part) => ({ ...part, level: (part.level ?? 2) - 1 })),
  };
}

/** A text within a page, such as a description's. Its headings go this many levels deeper. */
export function text(markdown: string, deeper = 1): string {
  return rendered(markdown, deeper).html;
}

function rendered(markdown: string, deeper: number): { html: string; headings: Link[] } {
  const headings: Link[] = [];
  const marked = new Marked({
    renderer: {
      heading({ depth, tokens }) {
        const html = this.parser.parseInline(tokens);
        const id = slug(html);
        headings.push({ level: depth, html, href: `#${id}` });
        return depth + deeper === 1 ? `<h1>${html}</h1>\n` : `${heading(depth + deeper, id, html)}\n`;
      },
      code({ text, lang = "" }) {
        if (lang === "text") return `<div class="output">${codeBlock(text, lang, "Output")}</div>\n`;
        return `${codeBlock(text, lang, lang === "ts" ? "TypeScript" : lang)}\n`;
      },
      table({ header, rows }) {
        const inlined = (cell: Tokens.TableCell) => this.parser.parseInline(cell.tokens);
        const head = header.map((cell) => `<th scope="col">${inlined(cell)}</th>`).join("");
        const body = rows.map((row) => tableRow(row.map(inlined))).join("\n");
        const label = `Table: ${plainText(headings.at(-1)?.html ?? "")}`;
        return `<div class="table" tabindex="0" role="group" aria-label="${label}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  // Safe: marked returns a promise only if it is asked to be asynchronous.
  return { html: marked.parse(markdown) as string, headings };
}

/** A row that is about one name, such as an error's, can be linked to and found by search. */
function tableRow(cells: string[]): string {
  const name = /^<code>(\w+)<\/code>$/.exec(cells[0] ?? "")?.[1];
  const id = name === undefined ? "" : ` id="${escapeHtml(name.toLowerCase())}"`;
  return `<tr${id}>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}
