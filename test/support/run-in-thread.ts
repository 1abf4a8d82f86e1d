import { once } from "node:events";
import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";

import type { Finished } from "./run.js";
import { compiledFile } from "./run-typescript.js";

/** Runs a script of the project in a thread, which starts in a third of the time that a process takes. */
export async function runInThread(file: string, args: string[], env = process.env): Promise<Finished> {
  const worker = new Worker(compiledFile(file), { argv: args, env, stdin: true, stdout: true, stderr: true });
  worker.stdin?.end();
  const streams = [text(worker.stdout), text(worker.stderr)] as const;
  const [stdout, stderr, [exitCode]] = await Promise.all([...streams, once(worker, "exit") as Promise<[number]>]); // Safe: its argument.
  return { exitCode, stdout, stderr };
}
