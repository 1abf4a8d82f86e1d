// A text of the description as Markdown for Redoc, whose parser takes HTML for elements and `{% %}` for tags of Markdoc.
import { Marked, type Tokens } from "marked";

import { withoutHtml } from "./markdown.js";

/**
 * The same text, in which only what this file writes has a meaning: every other sign is an entity, which no parser of
 * Markdown takes for more than the character.
 */
export function redocMarkdown(markdown: string): string {
  // Safe: marked returns a promise only if it is asked to be asynchronous.
  return (marked.parse(markdown) as string).trim();
}

const marked = new Marked(withoutHtml, {
  renderer: {
    space: () => "",
    def: () => "",
    hr: () => "---\n\n",
    br: () => "<br>",
    heading({ depth, tokens }) {
      return `${"#".repeat(depth)} ${this.parser.parseInline(tokens)}\n\n`;
    },
    paragraph({ tokens }) {
      return `${this.parser.parseInline(tokens)}\n\n`;
    },
    blockquote({ tokens }) {
      return `${indented(this.parser.parse(tokens), "> ", "> ")}\n\n`;
    },
    list({ ordered, start, items }) {
      const written = items.map(({ tokens }, index) => {
        const mark = ordered ? `${Number(start) + index}. ` : "- ";
        return indented(this.parser.parse(tokens), mark, " ".repeat(mark.length));
      });
      return `${written.join("\n")}\n\n`;
    },
    checkbox: ({ checked }) => entities(checked ? "[x] " : "[ ] "),
    table({ header, rows }) {
      const line = (cells: Tokens.TableCell[]) =>
        `| ${cells.map(({ tokens }) => this.parser.parseInline(tokens)).join(" | ")} |`;
      return `${[line(header), `|${" --- |".repeat(header.length)}`, ...rows.map(line)].join("\n")}\n\n`;
    },
    code: ({ text }) => `<pre><code>${entities(text)}</code></pre>\n\n`,
    codespan: ({ text }) => `<code>${entities(text)}</code>`,
    strong({ tokens }) {
      return `<strong>${this.parser.parseInline(tokens)}</strong>`;
    },
    em({ tokens }) {
      return `<em>${this.parser.parseInline(tokens)}</em>`;
    },
    del({ tokens }) {
      return `<del>${this.parser.parseInline(tokens)}</del>`;
    },
    image: ({ raw }) => entities(raw),
    text(token) {
      if ("tokens" in token) return `${this.parser.parseInline(token.tokens)}\n\n`;
      return token.text.replace(/&(?:#\d+|#x[\da-f]+|\w+);|[^]/gi, (part) => (part.length > 1 ? part : entities(part)));
    },
  },
});

function entities(text: string): string {
  return text.replace(/[!-/:-@[-`{-~\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function indented(block: string, first: string, rest: string): string {
  return first + block.trim().replace(/\n(?!\n)/g, `\n${rest}`);
}
