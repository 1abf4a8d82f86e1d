import { setTimeout as delay } from "node:timers/promises";

import PQueue from "p-queue";

import type { Run } from "./run.js";

/** Asks round by round: each round asks those again that the one before it left without a verdict. */
export async function runOnThisMachine({ todo, journal, ask, concurrency, rate, signal, stop }: Run): Promise<void> {
  const attempts = new Map<string, number>();
  let waitUntil = 0;

  for (let round = 1, ids: Iterable<string> = todo; ; round++) {
    const again: string[] = [];
    const queue = new PQueue({ concurrency, interval: 1_000, intervalCap: rate });

    const askOne = async (id: string) => {
      // Those that were under way when the server asked to wait have started already.
      while (Date.now() < waitUntil && !signal.aborted) await pause(waitUntil - Date.now());
      if (signal.aborted) return;
      const attempt = (attempts.get(id) ?? 0) + 1;
      const mayBeGone = journal.mayBeGone.has(id);
      journal.sending(id);
      const answer = await ask(id, mayBeGone, attempt);
      if (answer.verdict !== undefined) journal.verdict(id, answer.verdict);
      else {
        journal.again(id, answer.reason, answer.mayBeGone);
        if (answer.throttled !== true) attempts.set(id, attempt);
        again.push(id);
      }
      waitUntil = Math.max(waitUntil, Date.now() + answer.retryAfterMs);
      if (answer.stop !== undefined) stop(answer.stop);
    };

    for (const id of ids) {
      await queue.onSizeLessThan(concurrency);
      if (signal.aborted) break;
      queue.add(() => askOne(id)).catch(stop);
    }
    await queue.onIdle();
    if (signal.aborted || again.length === 0) return;
    ids = again;
    await pause(Math.min(500 * 2 ** round, 30_000));
  }

  async function pause(ms: number) {
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }
}
