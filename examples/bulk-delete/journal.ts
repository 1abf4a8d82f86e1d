import { ftruncateSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";

import type { EnkashApiError } from "enkash-customer-client";

/** What one request brought. */
export interface Answer extends Partial<Pick<EnkashApiError, "errorType" | "requestId" | "retryAfterMs">> {
  /** Undefined if the id has to be asked again. */
  verdict?: "deleted" | "already gone" | "gone, probably by us" | "refused" | "not known" | undefined;
  /** Why the customer is not known to be deleted. */
  reason?: string;
  /** Whether this request, or one before it, may have deleted the customer although no answer said so. */
  mayBeGone: boolean;
  /** It says nothing of the customer, but that requests have to `"wait"` (429) or to `"stop"` (401, 403). */
  forAll?: "wait" | "stop";
}

/** A line of the journal: `sending`, the name of a request, before it is sent, and `answerTo` with what it brought. */
interface Line extends Answer {
  id: string;
  at: string;
  sending?: string;
  answerTo?: string | undefined;
}

export type Journal = ReturnType<typeof openJournal>;

/** An append-only NDJSON file, which is the report too. A line is written before anything else happens. */
export function openJournal(path: string) {
  lock(path);
  const last = new Map<string, Line>();
  const counts = { deleted: 0, "already gone": 0, "gone, probably by us": 0, refused: 0, "not known": 0 };
  const take = (line: Line) => {
    last.set(line.id, line);
    if (line.verdict !== undefined) counts[line.verdict]++;
  };
  const file = openSync(path, "a+");
  const bytes = readFileSync(file);
  // A crash may have cut off the last line. Without its line, nothing was sent and nothing was reported.
  ftruncateSync(file, bytes.lastIndexOf("\n") + 1);
  const lines = bytes.toString().split("\n").slice(0, -1);
  for (const line of lines) take(JSON.parse(line) as Line); // Sound: nothing else writes to this file.
  process.once("exit", () => {
    if (last.size === 0) rmSync(path);
  });
  return {
    path,
    counts,
    /** The last line about each id. */
    last,
    write(entry: Omit<Line, "at">): void {
      const line = { ...entry, at: new Date().toISOString() };
      writeSync(file, `${JSON.stringify(line)}\n`);
      take(line);
    },
  };
}

/** Two runs on one journal would send every id twice. */
function lock(path: string): void {
  const file = `${path}.lock`;
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0); // Throws if there is no such process.
  } catch {
    writeFileSync(file, String(process.pid));
    process.once("exit", () => rmSync(file));
    return;
  }
  throw new Error(`process ${readFileSync(file, "utf8")} is writing ${path}; if it is no run of this, remove ${file}`);
}
