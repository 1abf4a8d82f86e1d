import { randomUUID } from "node:crypto";
import { closeSync, createReadStream, existsSync, fstatSync, ftruncateSync, openSync, readFileSync } from "node:fs";
import { readSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

export interface Verdict {
  verdict: "deleted" | "already gone" | "gone, probably by us" | "refused" | "not known";
  reason?: string | undefined;
  errorType?: string | undefined;
  requestId?: string | undefined;
}

/** A line of the journal: `sending` before each request, `again` after one that settles nothing, else the verdict. */
type Line = { id: string; at: string } & ({ sending: string } | { again: string; mayBeGone: boolean } | Verdict);

/** An append-only NDJSON file, which is the report too. A line is written before anything else happens. */
export class Journal {
  readonly verdicts = new Map<string, Verdict>();
  /** Ids that have no verdict, and that one of our requests may have deleted. */
  readonly mayBeGone = new Set<string>();
  /** The last request about each id. */
  readonly #requests = new Map<string, string>();
  readonly counts = { deleted: 0, "already gone": 0, "gone, probably by us": 0, refused: 0, "not known": 0 };
  readonly #path: string;
  readonly #file: number;

  private constructor(path: string) {
    lock(path);
    this.#path = path;
    this.#file = openSync(path, "a+");
    dropCutOffLine(this.#file);
  }

  static async open(path: string): Promise<Journal> {
    const journal = new Journal(path);
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      journal.#take(JSON.parse(line) as Line); // Sound: nothing else writes to this file.
    }
    return journal;
  }

  /** Returns a name for the request that is sent next. */
  sending(id: string): string {
    const sending = randomUUID();
    this.#append({ id, at: now(), sending });
    return sending;
  }

  /** The verdict that this request brought, if it did. */
  verdictOf(id: string, sending: string): Verdict | undefined {
    return this.#requests.get(id) === sending ? this.verdicts.get(id) : undefined;
  }

  again(id: string, reason: string, mayBeGone: boolean): void {
    this.#append({ id, at: now(), again: reason, mayBeGone });
  }

  verdict(id: string, verdict: Verdict): void {
    this.#append({ id, at: now(), ...verdict });
  }

  /** Writes the ids that are refused or not known to a file that is an input again. Returns how many there are. */
  writeDeadLetters(path: string): number {
    const dead = [...this.verdicts].filter(([, { verdict }]) => /refused|not known/.test(verdict));
    const rows = dead.map(([id, { verdict }]) => `${id},${verdict}\n`);
    if (dead.length > 0) writeFileSync(path, `customerId,verdict\n${rows.join("")}`);
    return dead.length;
  }

  close(): void {
    const isEmpty = fstatSync(this.#file).size === 0;
    closeSync(this.#file);
    if (isEmpty) rmSync(this.#path);
    rmSync(`${this.#path}.lock`);
  }

  #append(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#take(line);
  }

  #take(line: Line): void {
    if ("verdict" in line) {
      const { id, verdict, reason, errorType, requestId } = line;
      this.verdicts.set(id, { verdict, reason, errorType, requestId });
      this.counts[line.verdict]++;
    }
    if ("sending" in line) {
      this.#requests.set(line.id, line.sending);
      this.verdicts.delete(line.id); // A worker's journal outlives runs, and another run may ask for an id again.
    }
    if ("sending" in line || ("again" in line && line.mayBeGone)) this.mayBeGone.add(line.id);
    else this.mayBeGone.delete(line.id);
  }
}

const now = () => new Date().toISOString();

/** Two runs on one journal would send every id twice. */
function lock(path: string): void {
  const file = `${path}.lock`;
  const isThere = existsSync(file);
  const pid = isThere ? Number(readFileSync(file, "utf8")) : 0;
  if (isAlive(pid)) throw new Error(`process ${pid} is writing ${path}; if it is not a run of this, remove ${file}`);
  writeFileSync(file, String(process.pid), { flag: isThere ? "w" : "wx" });
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A crash may have cut off the last line. Without its line, nothing was sent and nothing was reported. */
function dropCutOffLine(file: number): void {
  const { size } = fstatSync(file);
  const tail = Buffer.alloc(Math.min(size, 65_536));
  readSync(file, tail, 0, tail.length, size - tail.length);
  ftruncateSync(file, size - tail.length + tail.lastIndexOf("\n") + 1);
}
