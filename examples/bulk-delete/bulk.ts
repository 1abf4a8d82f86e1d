// npm run bulk -- ids.csv [options]: gives each customer of a file exactly one verdict. docs/bulk-delete.md explains it.
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";

import { createAsk } from "./ask.js";
import { readIds, type IdFile } from "./ids.js";
import { Journal } from "./journal.js";
import { runOnQueue, work } from "./many-machines.js";
import { runOnThisMachine } from "./one-machine.js";
import { showProgress, summary } from "./progress.js";
import type { Run } from "./run.js";
import { connect } from "./server.js";
import { usage } from "./usage.js";

const options = {
  send: { type: "boolean", default: false },
  host: { type: "string" },
  count: { type: "string" },
  journal: { type: "string" },
  concurrency: { type: "string", default: "10" },
  rate: { type: "string", default: "50" },
  "max-attempts": { type: "string", default: "5" },
  "max-failures": { type: "string", default: "20" },
  worker: { type: "boolean", default: false },
  lock: { type: "string", default: "15" },
  help: { type: "boolean", short: "h", default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [path, ...others] = positionals;
  if (others.length > 0 || (path === undefined) !== values.worker) throw new Error(`expected one file\n\n${usage}`);
  const number = (option: "concurrency" | "rate" | "max-attempts" | "max-failures" | "lock") => {
    if (/^[1-9]\d{0,8}$/.test(values[option])) return Number(values[option]);
    throw new Error(`--${option} must be a whole number above 0; got ${JSON.stringify(values[option])}`);
  };
  const limits = { maxAttempts: number("max-attempts"), maxFailures: number("max-failures") };
  const pace = { concurrency: number("concurrency"), rate: number("rate") };
  const lockMs = number("lock") * 1_000;

  const input = path === undefined ? undefined : await readInput(path);
  const server = connect(process.env);
  const queueUrl = process.env["BULK_QUEUE_URL"];
  const journalPath = values.journal ?? `${path ?? "worker"}.journal.ndjson`;
  const journal = await Journal.open(journalPath);
  const run = { journal, ask: createAsk(server, limits), ...limits, ...pace, ...stopOnSignals() };
  try {
    if (path === undefined || input === undefined) {
      if (queueUrl === undefined) throw new Error("a worker needs BULK_QUEUE_URL");
      console.log(`Working for ${server.baseUrl} (${server.description}). Ctrl-C ends it.`);
      await work(queueUrl, server.baseUrl, lockMs, run);
      return;
    }
    for (const id of input.mayBeGone) journal.mayBeGone.add(id);
    const todo = () => [...input.ids.keys()].filter((id) => !journal.verdicts.has(id));
    console.log(`${todo().length} of them have no verdict yet. Server: ${server.baseUrl} (${server.description})`);
    if (!values.send) {
      console.log("Nothing was sent. Add --send to delete them.");
      return;
    }
    if (todo().length > 0) {
      await confirm("host", "the host to delete on", new URL(server.baseUrl).host, values.host);
      await confirm("count", "how many customers to delete", String(todo().length), values.count);
    }
    const endProgress = showProgress(journal, input.ids.size);
    const whole = { ...run, ids: input.ids, todo: todo() };
    await (queueUrl === undefined ? runOnThisMachine(whole) : runOnQueue(queueUrl, server.baseUrl, whole)).finally(
      endProgress,
    );

    const dead = journal.writeDeadLetters(`${path}.dead-letters.csv`);
    console.log(`${summary(journal.counts)}. Each verdict is in ${journalPath}.`);
    if (dead > 0) console.log(`${dead} refused or not known are in ${path}.dead-letters.csv, which is an input again.`);
    if (run.signal.aborted) console.error(`Stopped: ${String(run.signal.reason)}.`);
    const left = todo().length;
    if (left > 0) console.error(`${left} have no verdict yet. To go on, give the same command again.`);
    if (dead + left > 0) process.exitCode = 1;
  } finally {
    journal.close();
  }
}

async function readInput(path: string): Promise<IdFile> {
  const input = await readIds(path);
  const { ids, malformed, duplicates } = input;
  for (const problem of [...malformed, ...duplicates].slice(0, 50)) console.log(problem);
  console.log(`${path}: ${ids.size} ids, ${malformed.length} malformed, ${duplicates.length} duplicates.`);
  if (malformed.length > 0) throw new Error("nothing was sent: correct the malformed lines first");
  return input;
}

function stopOnSignals(): Pick<Run, "signal" | "stop"> {
  const stopped = new AbortController();
  const stop = (reason: unknown) => {
    stopped.abort(reason instanceof Error ? reason.message : reason);
  };
  const onSignal = (signal: string) => {
    // The second one ends it at once: the journal is whole at every moment.
    if (stopped.signal.aborted) process.exit(1);
    stop(signal);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return { signal: stopped.signal, stop };
}

/** Asks for what must be typed, unless it was given as an option. */
async function confirm(option: string, what: string, expected: string, given: string | undefined): Promise<void> {
  let typed = given;
  if (typed === undefined) {
    if (!process.stdin.isTTY)
      throw new Error(`nothing was sent: give --${option}, since no terminal is here to ask on`);
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    typed = await terminal.question(`Type ${what} (${expected}): `).finally(() => {
      terminal.close();
    });
  }
  if (typed !== expected) throw new Error(`nothing was sent: --${option} is ${expected}; got ${JSON.stringify(typed)}`);
}

main().catch((error: unknown) => {
  console.error(`bulk: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
