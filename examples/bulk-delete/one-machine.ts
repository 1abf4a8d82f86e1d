import { setTimeout as delay } from "node:timers/promises";

import PQueue from "p-queue";

import type { Run } from "./run.js";

/** Asks round by round: each round asks those again that the one before it left without a verdict. */
export async function runOnThisMachine({ todo, journal, ask, concurrency, rate, signal, stop }: Run): Promise<void> {
  const queue = new PQueue({ concurrency, interval: 1_000, intervalCap: rate });
  const attempts = new Map<string, number>();
  let again: string[] = [];
  let waitUntil = 0;

  async function askOne(id: string) {
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
    if (answer.stop !== undefined) stop(answer.stop);
    if (answer.retryAfterMs > 0) await holdAll(answer.retryAfterMs);
  }

  async function holdAll(ms: number) {
    waitUntil = Math.max(waitUntil, Date.now() + ms);
    if (queue.isPaused) return;
    queue.pause();
    while (Date.now() < waitUntil && !signal.aborted) await pause(waitUntil - Date.now());
    queue.start();
  }

  async function pause(ms: number) {
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }

  for (let round = 0, ids: Iterable<string> = todo; ; round++) {
    for (const id of ids) {
      await queue.onSizeLessThan(concurrency);
      if (signal.aborted) break;
      queue.add(() => askOne(id)).catch(stop);
    }
    await queue.onIdle();
    if (signal.aborted || again.length === 0) return;
    [ids, again] = [again, []];
    await pause(Math.min(500 * 2 ** round, 8_000));
  }
}
