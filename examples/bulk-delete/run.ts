import { setTimeout as delay } from "node:timers/promises";

import PQueue from "p-queue";

import type { Line, openJournal, Result } from "./journal.js";
import type { connect } from "./server.js";

/** A customer of the file. `mayBeDeleted` says whether a request, perhaps of an earlier run, may have deleted it. */
export type Customer = Pick<Result, "verdict" | "mayBeDeleted"> & { line: number; attempts: number };

/** What the processes of a run share: the rules, on one machine and on many. */
export class Run {
  /** Aborted when nothing more may be sent. Requests that are under way get their responses. */
  readonly stopped = new AbortController();
  readonly counts = { deleted: 0, "already gone": 0, "gone, probably by us": 0, refused: 0, "not known": 0 };
  lastVerdictAt = "";
  /** The newest results of named requests. Nobody asks for older ones: the queue holds at most 1 000 ids. */
  readonly results = new Map<string, Line>();
  /** When the longest wait ends that the server has asked for, in milliseconds since 1970. */
  #waitUntil = 0;
  #failures = 0;
  /** Writes a line of the journal. */
  write!: Awaited<ReturnType<typeof openJournal>>;
  constructor(
    readonly server: ReturnType<typeof connect>,
    readonly customers: ReadonlyMap<string, Customer>,
    readonly limits: { concurrency: number; rate: number; maxAttempts: number; maxFailures: number; lock: number },
  ) {}

  /** Learns from a line of the journal. */
  take(line: Line): void {
    const { id, at, verdict, mayBeDeleted, resultOf, retryAfterMs = 0 } = line;
    if (typeof id !== "string" || !Object.hasOwn(this.counts, verdict ?? "deleted")) throw new Error("expected a line");
    if (resultOf !== undefined) this.results.set(resultOf, line);
    if (this.results.size > 10_000) this.results.delete(this.results.keys().next().value ?? "");
    this.#waitUntil = Math.max(this.#waitUntil, Date.parse(at) + retryAfterMs);
    const customer = this.customers.get(id);
    if (customer === undefined) return; // Of another file.
    Object.assign(customer, { verdict, mayBeDeleted });
    if (verdict !== undefined) [this.counts[verdict], this.lastVerdictAt] = [this.counts[verdict] + 1, at];
  }

  /** The ids with one of these verdicts; undefined is none yet. */
  idsWith(...verdicts: Result["verdict"][]): string[] {
    return [...this.customers.keys()].filter((id) => verdicts.includes(this.customers.get(id)?.verdict));
  }

  /** Sends in rounds: each round sends again what the round before it left without a verdict. */
  async inRounds(sendEach: (ids: string[], run: Run) => Promise<void>): Promise<void> {
    for (let round = 1; this.idsWith(undefined).length > 0 && !this.stopped.signal.aborted; round++) {
      await this.wait(round > 1 ? Math.min(125 * 2 ** round, 8_000) : 0);
      await sendEach(this.idsWith(undefined), this);
    }
  }

  /** Names a request, and writes down that it is sent. */
  sending(id: string): { request: string; mayBeDeleted: boolean } {
    const [request, mayBeDeleted] = [crypto.randomUUID(), this.customers.get(id)?.mayBeDeleted === true];
    this.write({ id, sending: request, mayBeDeleted: true });
    return { request, mayBeDeleted };
  }

  /** Writes down the result of a request, and stops the run if it has to. */
  settle(id: string, result: Result): void {
    let { verdict } = result;
    const customer = this.customers.get(id);
    if (customer !== undefined && result.forAll === undefined) {
      if (++customer.attempts >= this.limits.maxAttempts) verdict ??= "not known";
      this.#failures = verdict === "deleted" || verdict?.includes("gone") === true ? 0 : this.#failures + 1;
    }
    this.write({ id, ...result, verdict });
    if (result.forAll === "stop") this.stopped.abort(result.reason);
    if (this.#failures < this.limits.maxFailures) return;
    this.stopped.abort(`${this.#failures} failures in a row, the last one: ${result.reason}`);
  }

  /** Waits for this long, or longer if the server has asked for it. Ends early if the run is stopped. */
  async wait(ms: number): Promise<void> {
    this.#waitUntil = Math.max(this.#waitUntil, Date.now() + ms);
    while (Date.now() < this.#waitUntil && !this.stopped.signal.aborted)
      await delay(this.#waitUntil - Date.now(), undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}

/** Sends one request about each id, on one machine. */
export async function runLocally(ids: string[], run: Run): Promise<void> {
  const queue = new PQueue({ concurrency: run.limits.concurrency, interval: 1_000, intervalCap: run.limits.rate });

  async function sendOne(id: string): Promise<void> {
    if (run.stopped.signal.aborted) return;
    run.settle(id, await run.server.deleteOne(id, run.sending(id).mayBeDeleted));
    queue.pause();
    await run.wait(0); // As long as the server has asked for, if it has.
    queue.start();
  }

  for (const id of ids) {
    await queue.onSizeLessThan(queue.concurrency);
    if (run.stopped.signal.aborted) break;
    queue.add(() => sendOne(id)).catch((error: unknown) => run.stopped.abort(error));
  }
  await queue.onIdle();
}
