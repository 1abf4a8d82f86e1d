import { setTimeout as delay } from "node:timers/promises";

import { openQueue, patiently } from "./engine.js";
import type { Run } from "./run.js";

/** At most so many ids are in the engine at a time. */
const window = 1_000;

/** Has the workers send one request about each id. */
export async function askWorkers(ids: string[], run: Run): Promise<void> {
  const queue = openQueue(run.server);
  const open = new Set(ids);
  const { signal } = run.stopped;

  /** Takes what the workers brought. Returns the ids that were in the engine. */
  async function collect(): Promise<Set<string>> {
    const jobs = await patiently(() => queue.getJobs());
    if (jobs.some(({ id = "" }) => !run.ids.has(id)))
      throw new Error("the queue holds customers of another file; finish that run first, by its own command");
    const finished = jobs.filter(({ finishedOn }) => finishedOn !== undefined);
    for (const { id = "", returnvalue, failedReason } of finished)
      if (open.delete(id)) run.settle(id, returnvalue ?? { reason: failedReason, mayBeGone: true });
    await Promise.all(finished.map(({ id = "" }) => patiently(() => queue.remove(id))));
    return new Set(jobs.map(({ id = "" }) => id));
  }

  let held = await collect();
  await patiently(() => queue.setGlobalConcurrency(run.limits.concurrency));
  await patiently(() => queue.setGlobalRateLimit(run.limits.rate, 1_000));
  await patiently(() => queue.resume());
  while (open.size > 0 && !signal.aborted) {
    const next = [...open].filter((id) => !held.has(id)).slice(0, Math.max(0, window - held.size));
    const jobs = next.map((id) => ({ name: "delete", data: run.sending(id), opts: { jobId: id } }));
    await patiently(() => queue.addBulk(jobs));
    await delay(200);
    held = await collect();
  }
  if (signal.aborted) await patiently(() => queue.pause());
  while ((await patiently(() => queue.getActiveCount())) > 0) await delay(200);
  await collect();
  await queue.close();
}
