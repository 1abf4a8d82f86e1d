// assets/search.js: the index of the whole site. Loaded when a reader first searches.
//
// MiniSearch makes its index in the browser, from texts in this same file: that works from file:// and needs no more of
// the Content-Security-Policy. Pagefind fetches its index and compiles WebAssembly, and file:// allows no fetch.
import MiniSearch from "minisearch";

/** One part of a page. */
export interface Section {
  /** From the site's root. */
  href: string;
  /** The page that it is part of. */
  chapter: string;
  title: string;
  text: string;
}

export interface Found extends Omit<Section, "text"> {
  excerpt: { text: string; found: boolean }[];
}

declare const sections: Section[];

const index = new MiniSearch<Section>({
  idField: "href",
  fields: ["title", "text", "chapter"],
  tokenize: words,
  processTerm: stem,
  searchOptions: {
    combineWith: "AND",
    prefix: true,
    fuzzy: (term) => (term.length > 5 ? 0.15 : false),
    boost: { title: 4 },
    // Explanations come before lists of members.
    boostDocument: (href: string) => (href.startsWith("sdk/") ? 1 : 1.8),
  },
});
index.addAll(sections);
const byHref = new Map(sections.map((section) => [section.href, section]));

globalThis.searchSite = (query) => {
  return index
    .search(query)
    .slice(0, 20)
    .flatMap(({ id, terms }) => {
      const section = byHref.get(String(id));
      if (section === undefined) return [];
      const { href, chapter, title, text } = section;
      return [{ href, chapter, title, excerpt: excerpt(text, terms) }];
    });
};

/** A name is found whole and by its parts: `maxRetries`, `RECORD_NOT_FOUND`. */
function words(text: string): string[] {
  return (text.match(/\w+/g) ?? []).flatMap((word) => {
    const parts = word.split(/_|(?<=[a-z])(?=[A-Z])/).filter((part) => part !== "");
    return parts.length > 1 ? [word, ...parts] : [word];
  });
}

/** "retries", "retried" and "retry" are one word, as are "tokens" and "token". */
function stem(word: string): string {
  return word
    .toLowerCase()
    .replace(/i(es|ed)$/, "y")
    .replace(/(?<=\w{3}[^s])s$/, "");
}

/** The text around the first word that was found. */
function excerpt(text: string, terms: string[]): Found["excerpt"] {
  const parts = text
    .split(/(\w+)/)
    .map((part) => ({ text: part, found: words(part).some((word) => terms.includes(stem(word))) }));
  const first = parts.findIndex(({ found }) => found);
  const start = Math.max(0, first - 16);
  const shown = parts.slice(start, start + 60);
  return [...(start > 0 ? [{ text: "… ", found: false }] : []), ...shown];
}
