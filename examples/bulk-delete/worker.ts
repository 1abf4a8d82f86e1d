import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

import { Worker, type Job } from "bullmq";

import { openQueue, patiently, report, type RequestJob } from "./engine.js";
import type { Answer, Journal } from "./journal.js";
import type { Server } from "./server.js";

/** Sends what the queue holds until `signal` aborts. Its journal keeps the answers that a crash may cut off. */
export async function work(
  server: Server,
  journal: Journal,
  { concurrency, lock }: { concurrency: number; lock: number },
  signal: AbortSignal,
): Promise<void> {
  const queue = openQueue(server);
  const lockDuration = lock * 1_000;
  const graceMs = Math.ceil(lockDuration / 3); // The engines refuse fractions.

  /** What the request of a job brought, if it was sent and its answer was read. */
  function knownAnswer({ id = "", data }: Job<RequestJob>): Answer | undefined {
    const line = journal.last.get(id);
    return data.answer ?? (line?.answerTo === data.request ? line : undefined);
  }

  async function send(job: Job<RequestJob>): Promise<Answer> {
    const id = job.id ?? "";
    if (job.attemptsStarted > 1) {
      // The worker that had it is dead or cut off. If that one has read an answer, it has time to hand it in.
      await delay(graceMs);
      job.data = (await patiently(() => queue.getJob(id)))?.data ?? job.data;
    }
    const known = knownAnswer(job);
    if (known !== undefined) return known;

    const { request, mayBeGone } = job.data;
    journal.write({ id, sending: request, mayBeGone: true });
    await patiently(() => job.updateData({ request, mayBeGone: true }));
    const answer = await server.ask(id, mayBeGone);
    journal.write({ id, answerTo: request, ...answer });
    await patiently(() => job.updateData({ request, mayBeGone: true, answer }));
    const { retryAfterMs = 0, forAll } = answer;
    if (retryAfterMs > 0) await patiently(() => queue.rateLimit(retryAfterMs));
    if (forAll === "stop") await patiently(() => queue.pause());
    return answer;
  }

  for (const job of await patiently(() => queue.getActive())) {
    // What this worker had read when it died.
    const answer = knownAnswer(job);
    if (answer !== undefined) await patiently(() => job.updateData({ ...job.data, answer }));
  }
  const worker = new Worker<RequestJob, Answer>(queue.name, send, {
    connection: queue.opts.connection,
    concurrency,
    lockDuration,
    stalledInterval: graceMs,
    maxStalledCount: 1_000_000, // However often its workers die, an id is not given up for that.
    runRetryDelay: 500,
  });
  worker.on("error", report);
  if (!signal.aborted) await once(signal, "abort");
  await worker.close();
  await queue.close();
}
