import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";

import type { EnkashApiError } from "enkash-customer-client";

/** The result of one request. */
export interface Result extends Partial<Pick<EnkashApiError, "errorType" | "requestId" | "retryAfterMs">> {
  /** The name of the request, if there are many machines. */
  resultOf?: string;
  /** Undefined if the request has to be sent again. */
  verdict?: "deleted" | "already gone" | "gone, probably by us" | "refused" | "not known" | undefined;
  /** Why the customer is not known to be deleted. */
  reason?: string;
  /** Whether this request, or one before it, may have deleted the customer although no response said so. */
  mayBeDeleted: boolean;
  /** Applies to the whole run, not to this customer: `"wait"` after a 429, `"stop"` after a 401 or 403. */
  forAll?: "wait" | "stop";
}

/** The line before a request has its name as `sending`. */
type Line = Result & { id: string; at: string; sending?: string };

/** An append-only NDJSON file, which is the report too. A line is written before anything else happens. */
export class Journal {
  /** The last line about each id. */
  readonly last = new Map<string, Line>();
  readonly counts = { deleted: 0, "already gone": 0, "gone, probably by us": 0, refused: 0, "not known": 0 };

  constructor(readonly path: string) {
    lock(path);
    if (!existsSync(path)) return;
    const bytes = readFileSync(path);
    // A crash may have cut off the last line. Without its line, nothing was sent and nothing was reported.
    truncateSync(path, bytes.lastIndexOf("\n") + 1);
    // Safe: nothing else writes to this file.
    for (const line of bytes.toString().split("\n").slice(0, -1)) this.#take(JSON.parse(line) as Line);
  }

  write(entry: Omit<Line, "at">): void {
    const line = { ...entry, at: new Date().toISOString() };
    appendFileSync(this.path, `${JSON.stringify(line)}\n`);
    this.#take(line);
  }

  #take(line: Line): void {
    this.last.set(line.id, line);
    if (line.verdict !== undefined) this.counts[line.verdict]++;
  }
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
