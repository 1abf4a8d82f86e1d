import { setTimeout as delay } from "node:timers/promises";

import { createPostgresBackend, Queue, setDefaultBackendFactory } from "bullmq";

import type { Answer } from "./journal.js";
import type { Server } from "./server.js";

/** One request about the id that is the job's own. `answer` is kept here because a job that loses its lock has no result. */
export interface RequestJob {
  request: string;
  mayBeGone: boolean;
  answer?: Answer;
}

/** A queue for each server, so that a worker never takes an id that was meant for another one. */
export function openQueue({ baseUrl }: Server): Queue<RequestJob, Answer> {
  const url = process.env["BULK_QUEUE_URL"] ?? "";
  const isPostgres = /^postgres(ql)?:/.test(url);
  if (!isPostgres && !/^rediss?:/.test(url))
    throw new Error("BULK_QUEUE_URL must begin with redis://, rediss:// or postgres://");
  if (isPostgres) setDefaultBackendFactory(createPostgresBackend);
  const connection = isPostgres
    ? { connectionString: url, migrate: true }
    : { url, maxRetriesPerRequest: null, retryStrategy: () => 500 };
  return new Queue<RequestJob, Answer>(`bulk-delete-${encodeURIComponent(baseUrl)}`, { connection }).on(
    "error",
    report,
  );
}

/** Repeats what fails while the engine is away. A job that is no longer there is no reason to wait. */
export async function patiently<T>(operation: () => Promise<T>): Promise<T> {
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
export function report({ message }: Error): void {
  if (message !== reported) console.error(`Queue: ${message}`);
  reported = message;
}
