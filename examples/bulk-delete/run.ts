import { setTimeout as delay } from "node:timers/promises";

import type { Result, Journal } from "./journal.js";
import { connect } from "./server.js";

/** What the processes of a run share: the rules, on one machine and on many. */
export class Run {
  /** Aborted when nothing more may be sent. Requests that are under way get their responses. */
  readonly stopped = new AbortController();
  readonly server = connect();
  readonly #attempts = new Map<string, number>();
  #failures = 0;

  constructor(
    /** `mayBeDeleted` says that an earlier run gave the id up: its requests may have deleted the customer. */
    readonly ids: ReadonlyMap<string, { mayBeDeleted: boolean }>,
    readonly journal: Journal,
    readonly limits: { concurrency: number; rate: number; maxAttempts: number; maxFailures: number; lock: number },
  ) {}

  /** The ids without a verdict. */
  readonly left = () => [...this.ids.keys()].filter((id) => this.journal.last.get(id)?.verdict === undefined);

  /** Sends in rounds: each round sends again what the round before it left without a verdict. */
  async inRounds(sendEach: (ids: string[], run: Run) => Promise<void>): Promise<void> {
    for (let round = 1; this.left().length > 0 && !this.stopped.signal.aborted; round++) {
      if (round > 1) await this.pause(Math.min(125 * 2 ** round, 8_000));
      await sendEach(this.left(), this);
    }
  }

  /** Names a request, and writes down that it is sent. */
  sending(id: string): { request: string; mayBeDeleted: boolean } {
    const mayBeDeleted = (this.journal.last.get(id) ?? this.ids.get(id))?.mayBeDeleted === true;
    const request = crypto.randomUUID();
    this.journal.write({ id, sending: request, mayBeDeleted: true });
    return { request, mayBeDeleted };
  }

  /** Writes down the result of a request, and stops the run if it has to. */
  settle(id: string, result: Result): void {
    let { verdict } = result;
    if (result.forAll === undefined) {
      const attempt = (this.#attempts.get(id) ?? 0) + 1;
      this.#attempts.set(id, attempt);
      if (attempt >= this.limits.maxAttempts) verdict ??= "not known";
      this.#failures = verdict === "deleted" || verdict?.includes("gone") === true ? 0 : this.#failures + 1;
    }
    this.journal.write({ id, ...result, verdict });
    if (result.forAll === "stop") this.stopped.abort(result.reason);
    const isHopeless = this.#failures >= this.limits.maxFailures;
    if (isHopeless) this.stopped.abort(`${this.#failures} failures in a row, the last one: ${result.reason}`);
  }

  /** Ends early if the run is stopped. */
  async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}
