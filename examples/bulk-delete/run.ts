import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import type { Ids } from "./ids.js";
import type { Answer, Journal } from "./journal.js";
import type { Server } from "./server.js";

/** A run over a file of ids, on one machine or on many. Nothing more is sent once `stopped` is aborted. */
export class Run {
  readonly #attempts = new Map<string, number>();
  #failures = 0;

  constructor(
    readonly ids: Ids,
    readonly server: Server,
    readonly journal: Journal,
    readonly limits: { concurrency: number; rate: number; maxAttempts: number; maxFailures: number },
    readonly stopped: AbortController,
  ) {}

  withoutVerdict(): string[] {
    return [...this.ids.keys()].filter((id) => this.journal.last.get(id)?.verdict === undefined);
  }

  /** Asks round by round: each round asks those again that the one before it left without a verdict. */
  async inRounds(askEach: (ids: string[], run: Run) => Promise<void>): Promise<void> {
    for (let round = 1; this.withoutVerdict().length > 0 && !this.stopped.signal.aborted; round++) {
      await askEach(this.withoutVerdict(), this);
      if (this.withoutVerdict().length > 0) await this.pause(Math.min(250 * 2 ** round, 8_000));
    }
  }

  /** Names a request, and writes down that it is sent. */
  sending(id: string): { request: string; mayBeGone: boolean } {
    const mayBeGone = (this.journal.last.get(id) ?? this.ids.get(id))?.mayBeGone === true;
    const request = randomUUID();
    this.journal.write({ id, sending: request, mayBeGone: true });
    return { request, mayBeGone };
  }

  /** Writes down what a request brought, and stops the run if it has to. */
  settle(id: string, answer: Answer): void {
    let { verdict } = answer;
    if (answer.forAll === undefined) {
      const attempt = (this.#attempts.get(id) ?? 0) + 1;
      this.#attempts.set(id, attempt);
      if (attempt >= this.limits.maxAttempts) verdict ??= "not known";
      this.#failures = verdict === "deleted" || verdict?.includes("gone") === true ? 0 : this.#failures + 1;
    }
    this.journal.write({ id, ...answer, verdict });
    if (answer.forAll === "stop") this.stopped.abort(answer.reason);
    if (this.#failures >= this.limits.maxFailures)
      this.stopped.abort(`${this.#failures} failures in a row, the last one: ${answer.reason}`);
  }

  /** Ends early if the run is stopped. */
  async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}
