import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

import { createPostgresBackend, Queue, setDefaultBackendFactory, WaitingError, Worker, type Job } from "bullmq";

import type { Journal, Verdict } from "./journal.js";
import type { Run } from "./run.js";

/** What the engine knows of an id: the same as a journal does. */
interface JobData {
  mayBeGone: boolean;
  /** The request that a worker is sending, or was when it died. */
  sending?: string;
  verdict?: Verdict;
  /** Of the job "stop" alone: why nothing more may be sent. */
  stop?: string;
}

/** At most so many ids are in the engine at a time. */
const window = 1_000;
const tenYearsMs = 3.2e11;

/** Hands the ids to the workers, and writes the journal from their verdicts. */
export async function runOnQueue(url: string, baseUrl: string, run: Run): Promise<void> {
  const { ids, journal, signal } = run;
  const queue = openQueue(url, baseUrl);
  const todo = run.todo[Symbol.iterator]();
  const inQueue = new Set<string>();
  let batch: ReturnType<typeof jobOf>[] = [];

  function jobOf(id: string) {
    // No effect if the engine has this job already: it knows better.
    const opts = { jobId: id, attempts: run.maxAttempts, backoff: { type: "exponential", delay: 1_000 } };
    return { name: "delete", data: { mayBeGone: journal.mayBeGone.has(id) }, opts };
  }

  async function fill() {
    while (batch.length + inQueue.size < window) {
      const { value: id, done } = todo.next();
      if (done === true) break;
      // The engine may have brought verdicts that an earlier producer did not live to collect.
      if (!journal.verdicts.has(id)) batch.push(jobOf(id));
    }
    if (batch.length > 0) await queue.addBulk(batch);
    for (const { opts } of batch) {
      inQueue.add(opts.jobId);
      journal.sending(opts.jobId);
    }
    batch = [];
  }

  async function collect(): Promise<number> {
    const finished = await queue.getJobs(["completed", "failed"], 0, window - 1, true);
    for (const { id = "", returnvalue, failedReason } of finished) {
      if (!ids.has(id))
        run.stop("the queue holds customers of another file; finish that run first, by its own command");
      else if (!journal.verdicts.has(id))
        journal.verdict(id, returnvalue ?? { verdict: "not known", reason: failedReason });
      inQueue.delete(id);
    }
    await Promise.all(finished.map((job) => (ids.has(job.id ?? "") ? job.remove() : undefined)));
    return finished.length;
  }

  /** Returns whether there is more to do. */
  async function step(): Promise<boolean> {
    const stop = await queue.getJob("stop");
    if (stop?.data.stop !== undefined) run.stop(stop.data.stop);
    await (signal.aborted ? queue.pause() : fill());
    const collected = await collect();
    const { active = 0, ...others } = await queue.getJobCounts();
    if (signal.aborted) return active + collected > 0;
    // An engine that lost what it knew, in a crash without persistence.
    const count = Object.values(others).reduce((sum, number) => sum + number, active);
    if (count < inQueue.size) await queue.addBulk([...inQueue].map(jobOf));
    if (collected === 0) await delay(200);
    return inQueue.size > 0;
  }

  await patiently(async () => {
    await queue.setGlobalConcurrency(run.concurrency);
    await queue.setGlobalRateLimit(run.rate, 1_000);
    await (await queue.getJob("stop"))?.remove();
    await queue.resume();
  });
  while (await patiently(step));
  await queue.close();
}

/** Takes ids until `signal` aborts. Its journal keeps the answers that a crash of the engine or its own may cut off. */
export async function work(
  url: string,
  baseUrl: string,
  lockMs: number,
  run: Omit<Run, "ids" | "todo">,
): Promise<void> {
  const { journal, signal } = run;
  const queue = openQueue(url, baseUrl);
  const graceMs = Math.ceil(lockMs / 3); // The engines refuse fractions.

  async function process(job: Job<JobData, Verdict>, token?: string): Promise<Verdict> {
    const id = job.id ?? "";
    if (job.data.sending !== undefined) {
      // Its worker is dead or cut off. If that one has read an answer, it has time to hand it in.
      await delay(graceMs);
      job.data = (await patiently(() => queue.getJob(id)))?.data ?? job.data;
    }
    const known = job.data.verdict ?? journal.verdictOf(id, job.data.sending ?? "");
    if (known !== undefined) return known;

    const mayBeGone = job.data.mayBeGone || job.data.sending !== undefined;
    const sending = journal.sending(id);
    await patiently(() => job.updateData({ mayBeGone, sending }));
    const answer = await run.ask(id, mayBeGone, job.attemptsMade + 1);
    const { verdict, reason, retryAfterMs, throttled, stop } = answer;
    if (verdict === undefined) journal.again(id, reason, answer.mayBeGone);
    else journal.verdict(id, verdict);
    await patiently(() => job.updateData({ mayBeGone: answer.mayBeGone, ...(verdict && { verdict }) }));

    if (retryAfterMs > 0) await patiently(() => queue.rateLimit(retryAfterMs));
    if (stop !== undefined) {
      console.error(`Stopped everything: ${stop}`);
      // Never due: a note for the producer, which outlives both.
      const note = { jobId: "stop", delay: tenYearsMs };
      await patiently(() => queue.add("stop", { mayBeGone: false, stop }, note));
      await patiently(() => queue.pause());
    }
    if (verdict !== undefined) return verdict;
    if (throttled !== true && stop === undefined) throw new Error(reason); // The engine counts it, and asks again later.
    await patiently(() => job.moveToWait(token));
    throw new WaitingError();
  }

  await handIn(queue, journal);
  const worker = new Worker<JobData, Verdict>(queue.name, process, {
    ...connectionTo(url),
    concurrency: run.concurrency,
    lockDuration: lockMs,
    stalledInterval: graceMs,
    maxStalledCount: 1_000_000, // However often its workers die, an id is not given up for that.
    runRetryDelay: 500,
  });
  worker.on("error", report);
  if (!signal.aborted) await once(signal, "abort");
  await worker.close();
  await queue.close();
}

/** Gives the engine the answers that this worker had read when it died. */
async function handIn(queue: Queue<JobData, Verdict>, journal: Journal): Promise<void> {
  for (const job of await patiently(() => queue.getActive())) {
    const verdict = journal.verdictOf(job.id ?? "", job.data.sending ?? "");
    if (verdict !== undefined) await job.updateData({ ...job.data, verdict });
  }
}

/** A queue for each server, so that a worker never takes an id that was meant for another one. */
function openQueue(url: string, baseUrl: string): Queue<JobData, Verdict> {
  const queue = new Queue<JobData, Verdict>(`bulk-delete-${encodeURIComponent(baseUrl)}`, connectionTo(url));
  return queue.on("error", report);
}

function connectionTo(url: string) {
  if (/^rediss?:/.test(url)) return { connection: { url, maxRetriesPerRequest: null, retryStrategy: () => 500 } };
  if (!/^postgres(ql)?:/.test(url))
    throw new Error("BULK_QUEUE_URL must begin with redis://, rediss:// or postgres://");
  setDefaultBackendFactory(createPostgresBackend);
  return { connection: { connectionString: url, migrate: true } };
}

/** Repeats what fails while the engine is away. A job that is no longer there is no reason to wait. */
async function patiently<T>(operation: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if ((error as { code?: unknown }).code === -1) throw error; // Sound: BullMQ's errors carry its code.
      report(error as Error); // Sound: clients of engines throw errors.
      await delay(500);
    }
  }
}

let reported = "";
function report({ message }: Error): void {
  if (message !== reported) console.error(`Queue: ${message}`);
  reported = message;
}
