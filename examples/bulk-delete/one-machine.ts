import PQueue from "p-queue";

import type { Run } from "./run.js";

/** Sends one request about each id. */
export async function runLocally(ids: string[], run: Run): Promise<void> {
  const queue = new PQueue({ concurrency: run.limits.concurrency, interval: 1_000, intervalCap: run.limits.rate });
  let waits = 0;

  async function sendOne(id: string): Promise<void> {
    if (run.stopped.signal.aborted) return;
    const result = await run.server.deleteOne(id, run.sending(id).mayBeDeleted);
    run.settle(id, result);
    if (result.retryAfterMs === undefined) return;
    waits++;
    queue.pause();
    await run.pause(result.retryAfterMs);
    if (--waits === 0) queue.start(); // Of waits that overlap, the longest one counts.
  }

  for (const id of ids) {
    await queue.onSizeLessThan(queue.concurrency);
    if (run.stopped.signal.aborted) break;
    queue.add(() => sendOne(id)).catch((error: unknown) => run.stopped.abort(error));
  }
  await queue.onIdle();
}
