// docs/*.md as HTML. The only file that knows marked.
import { Marked } from "marked";

import { escapeHtml, highlight } from "../page/highlight.js";

export interface Article {
  title: string;
  html: string;
}

/** @param contents - whether the article begins with a list of its parts */
export function article(markdown: string, { contents }: { contents: boolean }): Article {
  const headings: { level: number; text: string; id: string }[] = [];
  const marked = new Marked({
    renderer: {
      heading({ depth, tokens }) {
        const text = this.parser.parseInline(tokens);
        const id = slug(text);
        headings.push({ level: depth, text, id });
        return `<h${depth} id="${id}">${text}</h${depth}>\n`;
      },
      code({ text, lang }) {
        // Focusable, since a wide block scrolls, and a keyboard has to reach it.
        return lang === "text"
          ? `<pre class="output" tabindex="0" role="region" aria-label="What it prints"><code>${escapeHtml(text)}</code></pre>\n`
          : `<pre tabindex="0" role="region" aria-label="TypeScript"><code>${highlight(text)}</code></pre>\n`;
      },
      table({ header, rows }) {
        const cells = (row: typeof header, tag: string) =>
          row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
        const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
        const head = cells(header, 'th scope="col"').replaceAll('</th scope="col">', "</th>");
        const label = headings.at(-1)?.text ?? "";
        return `<div class="table" tabindex="0" role="region" aria-label="Table: ${label}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  // Sound: marked answers with a promise only if it is asked to be asynchronous.
  const html = marked.parse(markdown) as string;
  const title = headings[0];
  if (title?.level !== 1) throw new Error("an article begins with its title");
  const parts = headings.filter(({ level }) => level === 2);
  const list = parts.map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`).join("");
  const nav = `<nav class="contents" aria-label="On this page"><ol>${list}</ol></nav>`;
  return { title: title.text, html: contents ? html.replace(/<h2/, `${nav}\n<h2`) : html };
}

/** As GitHub makes it, so that a link works there too. */
function slug(html: string): string {
  return html
    .replace(/<[^>]*>|&[^;]*;/g, "")
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}
