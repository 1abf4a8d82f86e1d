// The Content-Security-Policy of every page of the site.
import { createHash } from "node:crypto";

/**
 * Allows a page its own inline scripts and styles, by hash, and scripts and fonts of the site's own folder. No request
 * goes anywhere else.
 *
 * @param allowed - directives that replace these, for a page whose scripts need more
 */
export function withContentSecurityPolicy(html: string, allowed: Record<string, string> = {}): string {
  const directives = {
    "default-src": "'none'",
    "script-src": `'self' ${hashes(html, "script")}`,
    "style-src": hashes(html, "style"),
    "font-src": "'self'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    ...allowed,
  };
  const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources}`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}" />`;
  const start = html.search(/<meta charset/i);
  if (start === -1) throw new Error("a page has no <meta charset> to put its Content-Security-Policy before");
  return html.slice(0, start) + meta + html.slice(start);
}

/** The hash sources of the page's inline elements of this name. */
function hashes(html: string, element: "script" | "style"): string {
  const contents = html.matchAll(new RegExp(`<${element}\\b[^>]*>([^]*?)</${element}>`, "g"));
  const sources = Array.from(contents, ([, text = ""]) => text)
    .filter((text) => text !== "")
    .map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [...new Set(sources)].join(" ");
}
