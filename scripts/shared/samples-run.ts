// When, where and which request samples were run, as `npm run samples:check -- --record` writes it for the docs.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const file = "docs/samples-run.json";

interface SamplesRun {
  /** yyyy-mm-dd */
  date: string;
  system: string;
  /** What identifies the text of each sample that ran, by operationId and language. */
  samples: Record<string, Record<string, string>>;
}

export function readSamplesRun(): SamplesRun | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as SamplesRun) : undefined; // Safe: our own file.
}

export function writeSamplesRun(samples: SamplesRun["samples"]): void {
  const [, system = process.platform] = /^PRETTY_NAME="(.*)"$/m.exec(textOf("/etc/os-release")) ?? [];
  const run: SamplesRun = { date: new Date().toISOString().slice(0, "yyyy-mm-dd".length), system, samples };
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
}

/** A sample that was changed since it ran has another one. */
export function idOfSample(source: string): string {
  return createHash("sha256").update(source).digest("hex").slice(0, 16);
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
