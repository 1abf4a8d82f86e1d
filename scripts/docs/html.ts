// The pieces of HTML that several pages are made of.
import hljs from "highlight.js";

import { escapeHtml } from "../../docs/page/escape-html.js";

/** A heading that links to itself. `html` is its visible content, `label` the same as plain text. */
export function heading(level: number, id: string, html: string, label = plainText(html)): string {
  return `<h${level} id="${id}">${html}<a class="anchor" href="#${id}" aria-label="Link to: ${label}">#</a></h${level}>`;
}

/** A block of code. It is focusable, so that a wide one can be scrolled with the keyboard. */
export function codeBlock(source: string, language: string, label = language): string {
  const code = highlighted(source.trimEnd(), language);
  return `<div class="code"><pre tabindex="0" role="group" aria-label="${escapeHtml(label)}"><code class="language-${escapeHtml(language.toLowerCase())}">${code}</code></pre></div>`;
}

function highlighted(source: string, language: string): string {
  // highlight.js calls a terminal session "shell", and knows a script as "bash".
  const names = language === "Shell" ? ["bash"] : [language, language.replace(/\W/g, "")];
  const known = names.find((name) => hljs.getLanguage(name) !== undefined);
  return known === undefined ? escapeHtml(source) : hljs.highlight(source, { language: known }).value;
}

/** The id that GitHub gives a heading, so that a link works there too. */
export function slug(html: string): string {
  return unescapeHtml(plainText(html))
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}

/** A name, such as a member's, as a part of an id. */
export function idPart(name: string): string {
  return name.replace(/[\s"&<>]/g, "_");
}

/** The visible text; still escaped. */
export function plainText(html: string): string {
  return html
    .replace(/<a class="anchor".*?<\/a>/g, "")
    .replace(/<\/?(?:a|b|code|em|span|strong|wbr)\b[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    return named[name ?? ""] ?? whole;
  });
}

export interface Link {
  href: string;
  html: string;
  /** Depth in its list; 1 at the top. */
  level?: number;
  current?: boolean;
}

/** Links under a title of their own. */
export interface LinkGroup {
  title?: string | Link;
  links: Link[];
}
