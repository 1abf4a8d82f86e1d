/** What this reads of Stryker's report (https://github.com/stryker-mutator/mutation-testing-elements). */
export interface Report {
  files: Record<string, { source: string; mutants: Mutant[] }>;
}

interface Mutant {
  status: string;
  replacement: string;
  location: { start: Position; end: Position };
}

/** From 1. */
interface Position {
  line: number;
  column: number;
}

/** By file: what no test finds, and why. Each mutant is its text and the replacement, so that no line number is needed. */
export type Survivors = Record<string, { reason: string; mutants: [original: string, replacement: string][] }[]>;

const killed = ["Killed", "Timeout"];
const alive = ["Survived", "NoCoverage"];

/** A line for each file. */
export function countsOf({ files }: Report): string[] {
  return Object.entries(files).flatMap(([file, { mutants }]) => {
    const count = (wanted: string[]) => mutants.filter(({ status }) => wanted.includes(status)).length;
    const total = count([...killed, ...alive]);
    if (total === 0) return [];
    return [`${file}: ${count(killed)} of ${total} killed (${((100 * count(killed)) / total).toFixed(1)} %)`];
  });
}

/** Where the report differs from the list, in the files that both have. A file that is not listed is only counted. */
export function compare({ files }: Report, survivors: Survivors): string[] {
  return Object.entries(survivors).flatMap(([file, groups]) => {
    const found = files[file];
    if (found === undefined) return [];
    const textsOf = (wanted: string[]) =>
      found.mutants.filter(({ status }) => wanted.includes(status)).map((mutant) => textOf(found.source, mutant));
    const survived = textsOf(alive);
    const listed = groups.flatMap(({ mutants }) =>
      mutants.map(([original, replacement]) => `${original} → ${replacement}`),
    );
    // One that ran out of time may have been slow only.
    const possible = [...survived, ...textsOf(["Timeout"])];
    return [
      ...without(survived, listed).map((text) => `${file}: no test finds ${text}`),
      ...without(listed, possible).map((text) => `${file}: no longer survives, but is listed: ${text}`),
    ];
  });
}

function textOf(source: string, { location: { start, end }, replacement }: Mutant): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.pop() ?? "";
  const original = [...lines, last.slice(0, end.column - 1)].join("\n").slice(start.column - 1);
  return [original, replacement].map((text) => text.replace(/\s+/g, " ")).join(" → ");
}

/** What is left of the first after each of the second is taken away once. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return texts.filter((text) => {
    const index = left.indexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
