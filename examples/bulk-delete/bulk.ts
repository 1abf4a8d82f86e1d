// npm run bulk -- ids.csv [options]: gives each customer of a file exactly one verdict. docs/bulk-delete.md tells how.
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";

import { createAsk } from "./ask.js";
import { readIds } from "./ids.js";
import { Journal } from "./journal.js";
import { runOnThisMachine } from "./one-machine.js";
import { showProgress, summary } from "./progress.js";
import type { Run } from "./run.js";
import { connect } from "./server.js";

const usage = `Usage: npm run bulk -- FILE [options]

Deletes the customers of a CSV file: the column "customerId", or the first column if there is no header.
Without --send it only checks the file. To go on after a stop or a crash, give the same command again.

  --send            delete; asks you to type the host and the count
  --host HOST       what you would type: the host to delete on
  --count N         what you would type: how many customers to delete
  --journal FILE    the journal, which is the report too (default: FILE.journal.ndjson)
  --concurrency N   requests at a time (default: 10)
  --rate N          requests a second (default: 50)
  --max-attempts N  requests without a verdict before an id is given up (default: 5)
  --max-failures N  failures in a row before everything stops (default: 20)

ENKASH_BASE_URL, and ENKASH_ACCESS_TOKEN or ENKASH_CLIENT_ID, ENKASH_CLIENT_SECRET, ENKASH_USERNAME and ENKASH_PASSWORD
say where, and who you are.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      send: { type: "boolean", default: false },
      host: { type: "string" },
      count: { type: "string" },
      journal: { type: "string" },
      concurrency: { type: "string", default: "10" },
      rate: { type: "string", default: "50" },
      "max-attempts": { type: "string", default: "5" },
      "max-failures": { type: "string", default: "20" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new Error(`expected one file\n\n${usage}`);
  const limits = {
    maxAttempts: wholeNumber("max-attempts", values["max-attempts"]),
    maxFailures: wholeNumber("max-failures", values["max-failures"]),
  };
  const pace = {
    concurrency: wholeNumber("concurrency", values.concurrency),
    rate: wholeNumber("rate", values.rate),
  };

  const { ids, mayBeGone, malformed, duplicates } = await readIds(path);
  for (const problem of [...malformed, ...duplicates].slice(0, 50)) console.log(problem);
  console.log(`${path}: ${ids.size} ids, ${malformed.length} malformed, ${duplicates.length} duplicates.`);
  if (malformed.length > 0) throw new Error("nothing was sent: correct the malformed lines first");

  const server = connect(process.env);
  const journalPath = values.journal ?? `${path}.journal.ndjson`;
  const journal = await Journal.open(journalPath);
  try {
    for (const id of mayBeGone) journal.mayBeGone.add(id);
    const todo = () => [...ids.keys()].filter((id) => !journal.verdicts.has(id));
    const { host } = new URL(server.baseUrl);
    console.log(`${todo().length} of them have no verdict yet. Server: ${server.baseUrl} (${server.description})`);
    if (!values.send) {
      console.log("Nothing was sent. Add --send to delete them.");
      return;
    }
    if (todo().length > 0) {
      await confirm("host", "the host to delete on", host, values.host);
      await confirm("count", "how many customers to delete", String(todo().length), values.count);
    }

    const stopped = new AbortController();
    const stop = (reason: unknown) => {
      stopped.abort(reason instanceof Error ? reason.message : reason);
    };
    // The second one ends it at once: the journal is whole at every moment.
    const onSignal = (signal: string) => {
      if (stopped.signal.aborted) process.exit(1);
      stop(signal);
    };
    process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
    const run: Run = {
      ids,
      todo: todo(),
      journal,
      ask: createAsk(server, limits),
      ...pace,
      signal: stopped.signal,
      stop,
    };
    const endProgress = showProgress(journal, ids.size);
    await runOnThisMachine(run).finally(endProgress);

    const dead = journal.writeDeadLetters(`${path}.dead-letters.csv`);
    console.log(`${summary(journal.counts)}. Each verdict is in ${journalPath}.`);
    if (dead > 0) console.log(`${dead} refused or not known are in ${path}.dead-letters.csv, which is an input again.`);
    if (stopped.signal.aborted) console.error(`Stopped: ${String(stopped.signal.reason)}.`);
    if (todo().length > 0)
      console.error(`${todo().length} have no verdict yet. To go on, give the same command again.`);
    if (dead + todo().length > 0) process.exitCode = 1;
  } finally {
    journal.close();
  }
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

function wholeNumber(option: string, value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new Error(`--${option} must be a whole number above 0; got ${JSON.stringify(value)}`);
}

main().catch((error: unknown) => {
  console.error(`bulk: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
