/** The preferences of a request that select a response. */
export interface Preferences {
  /** A status. */
  code?: string;
  /** The name of an example. */
  example?: string;
}

/** Reads `Prefer` (RFC 7240), whose directives may be in one header or in several. Others than these two are ignored. */
export function readPreferences(headers: Headers): Preferences {
  const preferences: Preferences = {};
  // Parted by commas, but not by those in a quoted text.
  for (const directive of headers.get("prefer")?.match(/(?:"(?:\\.|[^"\\])*"|[^,])+/g) ?? []) {
    const [, name = "", value = ""] = /^\s*([^\s=;]+)(?:\s*=\s*("(?:\\.|[^"\\])*"|[^\s;]*))?/.exec(directive) ?? [];
    const known = name.toLowerCase();
    if (known !== "code" && known !== "example") continue;
    // The first of a name is the one that counts (RFC 7240 2).
    preferences[known] ??= value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
  }
  return preferences;
}
