// The Content-Security-Policy of every page of the site.
import { createHash } from "node:crypto";

export interface Inline {
  scripts: string[];
  styles: string[];
}

/**
 * Allows these inline scripts and styles, by hash, and scripts and fonts of the site's own folder. No request goes anywhere
 * else.
 *
 * @param inline - what the build writes into the page; what else is in the page is not allowed
 */
export function contentSecurityPolicy({ scripts, styles }: Inline): string {
  const directives = {
    "default-src": "'none'",
    "script-src": ["'self'", ...hashes(scripts)].join(" "),
    "style-src": hashes(styles).join(" "),
    "font-src": "'self'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}

function hashes(texts: string[]): string[] {
  return texts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
}
