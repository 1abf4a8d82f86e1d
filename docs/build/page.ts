// The frame that every page of our own stands in, and the Content-Security-Policy that seals every page of the site.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { escapeHtml } from "../page/highlight.js";

export interface Page {
  /** The file's name within the site. */
  file: string;
  title: string;
  summary: string;
  main: string;
  /** Stylesheets of docs/, besides the common one. */
  styles?: string[];
  head?: string;
  script?: string;
}

/** The page in its frame. Its styles stand in the file, so that a page is one request. */
export function framed({ file, title, summary, main, styles = [], head = "", script = "" }: Page): string {
  const parts: Record<string, string> = {
    title: escapeHtml(title),
    summary: escapeHtml(summary),
    style: ["palette.css", "style.css", ...styles].map((name) => readFileSync(`docs/theme/${name}`, "utf8")).join("\n"),
    head,
    main,
    script: script === "" ? "" : `<script type="module">${script}</script>`,
  };
  return readFileSync("docs/theme/page.html", "utf8")
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? "")
    .replace(`<a href="${file}">`, `<a href="${file}" aria-current="page">`);
}

/**
 * Allows a page what it holds, by hash, and nothing else: no request to anywhere.
 *
 * @param allowed - directives for a page that others made, and that needs more
 */
export function withContentSecurityPolicy(html: string, allowed: Record<string, string> = {}): string {
  const directives = {
    "default-src": "'none'",
    "script-src": hashes(html, "script"),
    "style-src": hashes(html, "style"),
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    ...allowed,
  };
  const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources || "'none'"}`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}" />`;
  const start = html.search(/<meta charset/i);
  if (start === -1) throw new Error("a page has no <meta charset> for its policy to stand before");
  return html.slice(0, start) + meta + html.slice(start);
}

/** The sources of CSP for the elements of this name that stand in the page. */
export function hashes(html: string, element: "script" | "style"): string {
  const contents = html.matchAll(new RegExp(`<${element}\\b[^>]*>([^]*?)</${element}>`, "g"));
  const sources = Array.from(contents, ([, text = ""]) => text)
    .filter((text) => text !== "")
    .map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [...new Set(sources)].join(" ");
}
