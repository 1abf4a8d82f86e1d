// assets/search.js: the index of the whole site. Loaded when a reader first searches.
//
// MiniSearch makes its index in the browser, from texts in this same file: that works from file:// and needs no more of
// the Content-Security-Policy. Pagefind fetches its index and compiles WebAssembly, and file:// allows no fetch.
import MiniSearch, { type Query, type SearchResult } from "minisearch";

import { exchanged, fillers, namesIn, partsOf, stem, synonymsOf, wordsOf } from "./words.js";

/** One part of a page. */
export interface Section {
  /** From the site's root. */
  href: string;
  /** The page that it is part of. */
  chapter: string;
  title: string;
  text: string;
  /** How much it counts beside others that have the words as well. */
  weight: number;
}

export interface Found extends Pick<Section, "href" | "chapter" | "title"> {
  excerpt: { text: string; found: boolean }[];
}

declare const sections: Section[];

const known = new Set<string>();
const byHref = new Map(sections.map((section) => [section.href, section]));
const index = new MiniSearch<Section>({
  idField: "href",
  fields: ["title", "text", "chapter"],
  tokenize: wordsOf,
  processTerm(word) {
    const term = stem(word);
    known.add(term);
    return term;
  },
  searchOptions: {
    // A query is made of stems already.
    tokenize: (term) => [term],
    processTerm: (term) => term,
    boost: { title: 5, chapter: 1.5 },
    boostDocument: (href: string) => byHref.get(href)?.weight ?? 1,
  },
});
index.addAll(sections);

/** The parts that have every word of the query. If they are few, those follow that have some of them. */
globalThis.searchSite = (query) => {
  const asked = tellingIn(query);
  if (asked.length === 0) return [];
  const search = (combineWith: "AND" | "OR") => {
    const queries = asked.map((name, at) => forName(name, at === asked.length - 1, asked.length === 1, combineWith));
    return ranked(asked, index.search({ combineWith, queries }));
  };
  const all = search("AND");
  const some = all.length >= enough ? [] : search("OR");
  const found = new Map([...all, ...some].map((result) => [String(result.id), result]));
  return [...found.values()].slice(0, 20).flatMap(({ id, terms }) => {
    const section = byHref.get(String(id));
    if (section === undefined) return [];
    const { href, chapter, title, text } = section;
    return [{ href, chapter, title, excerpt: excerpt(text, terms) }];
  });
};

const enough = 3;

/** By the number of words that a part has, and more so if its title says just what is asked. */
function ranked(asked: string[], results: SearchResult[]): SearchResult[] {
  const wanted = [...new Set(asked.map(stem))];
  const score = ({ id, score, queryTerms }: SearchResult) => {
    const { title = "", weight = 1 } = byHref.get(String(id)) ?? {};
    const says = tellingIn(title).map(stem).join("");
    const covered = 1 + wanted.filter((term) => queryTerms.includes(term)).length;
    // MiniSearch multiplies by the number of terms, among which are those that mean the same.
    const own = (score / queryTerms.length) * covered ** 2;
    return weight >= 1 && says === wanted.join("") ? own * 2 : own;
  };
  return results.sort((one, other) => score(other) - score(one));
}

/** The names in a text without the words that say nothing, unless it has no others. */
function tellingIn(text: string): string[] {
  const names = namesIn(text);
  const telling = names.filter((name) => !fillers.has(name.toLowerCase()));
  return telling.length === 0 ? names : telling;
}

/** A name as it is, or by its parts: in a message with other words, only if the site does not have it as it is. */
function forName(name: string, isLast: boolean, isAlone: boolean, combineWith: "AND" | "OR"): Query {
  const whole = forWord(name, isLast);
  const parts = partsOf(name);
  if (parts.length < 2 || (known.has(stem(name)) && !isAlone)) return whole;
  const byParts: Query = { combineWith, queries: parts.map((part) => forWord(part, false)) };
  return { combineWith: "OR", queries: [whole, byParts] };
}

/** A word that the site has counts as it is, unless it may not be finished. Another may be a slip. */
function forWord(word: string, isLast: boolean): Query {
  const term = stem(word);
  const others = synonymsOf(term).filter((synonym) => known.has(synonym));
  const alike: Query[] = others.length === 0 ? [] : [{ combineWith: "OR", queries: others, boostTerm: () => 0.3 }];
  if (known.has(term)) return { combineWith: "OR", queries: [{ queries: [term], prefix: isLast }, ...alike] };
  const mended = exchanged(word.toLowerCase())
    .map(stem)
    .flatMap((candidate) => [candidate, ...synonymsOf(candidate)])
    .filter((candidate) => known.has(candidate));
  const fuzzy = mended.length > 0 || word.length < 5 ? false : word.length < 9 ? 1 : 2;
  return { combineWith: "OR", queries: [{ queries: [term], prefix: true, fuzzy }, ...mended, ...alike] };
}

/** The text around the first word that was found. */
function excerpt(text: string, terms: string[]): Found["excerpt"] {
  const parts = text
    .split(/(\w+)/)
    .map((part) => ({ text: part, found: wordsOf(part).some((word) => terms.includes(stem(word))) }));
  const first = parts.findIndex(({ found }) => found);
  const start = Math.max(0, first - 16);
  const shown = parts.slice(start, start + 60);
  return [...(start > 0 ? [{ text: "… ", found: false }] : []), ...shown];
}
