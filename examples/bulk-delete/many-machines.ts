import { setTimeout as delay } from "node:timers/promises";

import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type Job } from "bullmq";

import type { Result } from "./journal.js";
import type { Run } from "./run.js";

/** A request to send. Its result is kept here, since a worker that lost its lock cannot return one. */
type RequestData = ReturnType<Run["sending"]> & { result?: Result };

/** Has the workers send one request about each id. */
export async function runOnWorkers(ids: string[], run: Run): Promise<void> {
  const queue = openQueue(run.server.url);
  const open = new Set(ids);

  /** Takes the results of the workers. Returns the ids that the engine had. */
  async function collect(): Promise<Set<string>> {
    const jobs = await patiently(() => queue.getJobs());
    if (jobs.some(({ id = "" }) => !run.customers.has(id))) throw new Error("first finish the run that is queued");
    const finished = jobs.filter(({ finishedOn }) => finishedOn !== undefined);
    for (const { id = "", data, failedReason } of finished) {
      const result = data.result ?? { resultOf: data.request, reason: failedReason, mayBeDeleted: true };
      // A producer that died before it removed the job may have written the result down.
      if (!run.results.has(data.request) && open.delete(id)) run.settle(id, result);
    }
    await Promise.all(finished.map(({ id = "" }) => patiently(() => queue.remove(id))));
    return new Set(jobs.map(({ id = "" }) => id));
  }

  let held = await collect();
  // One at a time until the first worker has logged in: the wrong passwords of several would lock the account.
  await patiently(() => queue.setGlobalConcurrency(1));
  await patiently(() => queue.setGlobalRateLimit(run.limits.rate, 1_000));
  await patiently(() => queue.resume());
  while (open.size > 0 && !run.stopped.signal.aborted) {
    // At most 1 000 are in the engine at a time. Those that it lost, in a crash without persistence, are added again.
    const next = [...open].filter((id) => !held.has(id)).slice(0, Math.max(0, 1_000 - held.size));
    const jobs = next.map((id) => ({ name: "delete", data: run.sending(id), opts: { jobId: id } }));
    await patiently(() => queue.addBulk(jobs));
    await delay(200);
    held = await collect();
    if (open.size < ids.length) await patiently(() => queue.setGlobalConcurrency(run.limits.concurrency));
  }
  if (run.stopped.signal.aborted) await patiently(() => queue.pause());
  while ((await patiently(() => queue.getActiveCount())) > 0) await delay(200);
  await collect();
  await queue.close();
}

/** Sends what the queue holds until the run is stopped. The journal keeps the results that a crash may cut off. */
export async function work(run: Run): Promise<void> {
  const [{ server, stopped }, { concurrency, lock }] = [run, run.limits];
  const queue = openQueue(server.url);
  const stalledInterval = Math.ceil((1_000 * lock) / 3); // The engines refuse fractions.

  /** Stores the job's result in the queue if its response has been read; returns whether it had. */
  async function storeResult(job: Job<RequestData>): Promise<boolean> {
    const result = job.data.result ?? run.results.get(job.data.request);
    if (result !== undefined) await patiently(() => job.updateData({ ...job.data, result }));
    return result !== undefined;
  }

  async function send(job: Job<RequestData>): Promise<void> {
    const id = job.id ?? "";
    if (job.attemptsStarted > 1) {
      // The worker that had it is dead or cut off. If it has read a response, it has time to store the result.
      await delay(stalledInterval);
      job.data = (await patiently(() => queue.getJob(id)))?.data ?? job.data;
    }
    if (await storeResult(job)) return;

    const { request, mayBeDeleted } = job.data;
    run.write({ id, sending: request, mayBeDeleted: true });
    await patiently(() => job.updateData({ request, mayBeDeleted: true }));
    const result = await server.deleteOne(id, mayBeDeleted);
    run.write({ id, resultOf: request, ...result });
    // Of waits that overlap, the longest one counts.
    const wait = async (ms: number) => queue.rateLimit(Math.max(ms, await queue.getRateLimitTtl()));
    if (result.retryAfterMs !== undefined) await patiently(() => wait(result.retryAfterMs ?? 0));
    if (result.forAll === "stop") await patiently(() => queue.pause());
    await storeResult(job);
  }

  for (const job of await patiently(() => queue.getActive())) await storeResult(job); // Responses that it had read when it died.
  console.log(`Working for ${server.url} (${server.description}). Ctrl-C ends it.`);
  // However often its workers die, an id is not given up for that.
  const locks = { lockDuration: 1_000 * lock, stalledInterval, maxStalledCount: 1_000_000, runRetryDelay: 500 };
  const worker = new Worker(queue.name, send, { ...queue.opts, concurrency, ...locks });
  worker.on("error", report);
  worker.on("failed", (_, error) => "errno" in error && stopped.abort(error)); // The journal cannot be written.
  while (!stopped.signal.aborted) await run.wait(1_000_000);
  await worker.close();
  await queue.close();
}

/** A queue for each server, so that a worker never takes an id that was meant for another one. */
function openQueue(server: string): Queue<RequestData> {
  const url = process.env["BULK_QUEUE_URL"] ?? "";
  const isRedis = /^rediss?:/.test(url);
  if (!isRedis && !/^postgres(ql)?:/.test(url)) throw new Error("BULK_QUEUE_URL must be redis://... or postgres://...");
  if (!isRedis) setDefaultBackendFactory(createPostgresBackend);
  const redis = { url, maxRetriesPerRequest: null, retryStrategy: () => 500 };
  const connection = isRedis ? redis : { connectionString: url, migrate: true };
  return new Queue<RequestData>(`bulk-delete-${encodeURIComponent(server)}`, { connection }).on("error", report);
}

/** Repeats what fails while the engine is away. A job that is no longer there (-1) is no reason to wait. */
async function patiently<T>(operation: () => Promise<T>): Promise<T> {
  return operation().catch(async (error: Error & { code?: unknown }) => {
    if (error.code === -1) throw error;
    report(error);
    return delay(500).then(() => patiently(operation));
  });
}

let reported = "";
function report({ message }: Error): void {
  if (message !== reported) console.error(`Queue: ${(reported = message)}`);
}
