// npm run bulk -- ids.csv [options]: gives each customer of a file exactly one verdict. docs/bulk-delete.md explains it.
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";

import { Command, InvalidArgumentError } from "@commander-js/extra-typings";

import { readIds } from "./ids.js";
import { Journal } from "./journal.js";
import { runOnWorkers, work } from "./many-machines.js";
import { runLocally } from "./one-machine.js";
import { showProgress, summary } from "./progress.js";
import { Run } from "./run.js";

const description = `Deletes the customers of a CSV file: the column customerId, or the first column if there is no header.
Without --send the file is only checked. To go on after a stop or a crash, give the same command again.

ENKASH_BASE_URL, and ENKASH_ACCESS_TOKEN or ENKASH_CLIENT_ID, ENKASH_CLIENT_SECRET, ENKASH_USERNAME and ENKASH_PASSWORD
say where, and who you are. With BULK_QUEUE_URL (redis://... or postgres://...) workers do the sending.`;

const command = new Command("npm run bulk --")
  .description(description)
  .argument("[file]")
  .option("--send", "delete; asks you to type the host and the count", false)
  .option("--host <host>", "what you would type: the host to delete on")
  .option("--count <n>", "what you would type: how many customers to delete")
  .option("--journal <file>", "the journal, which is the report too (default: FILE.journal.ndjson)")
  .option("--concurrency <n>", "requests at a time, over all workers", wholeNumber, 10)
  .option("--rate <n>", "requests a second, over all workers", wholeNumber, 50)
  .option("--max-attempts <n>", "requests without a verdict before an id is given up", wholeNumber, 5)
  .option("--max-failures <n>", "failures in a row before everything stops", wholeNumber, 20)
  .option("--worker", "send what another machine hands out, with a --journal of its own; Ctrl-C ends it", false)
  .option("--lock <n>", "seconds until another worker takes over from a dead one", wholeNumber, 15)
  .action(async (path, options) => {
    if ((path === undefined) !== options.worker) throw new Error("expected one file, or --worker; try --help");
    const ids = path === undefined ? new Map<string, never>() : await readIds(path);
    const run = new Run(ids, new Journal(options.journal ?? `${path ?? "worker"}.journal.ndjson`), options);
    const { journal, server } = run;
    // The second signal ends the process at once: the journal is whole at every moment.
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => (run.stopped.signal.aborted ? process.exit(1) : run.stopped.abort(signal)));
    if (options.worker) return work(run);

    const count = run.left().length;
    console.log(`${count} of them have no verdict yet. Server: ${server.baseUrl} (${server.description})`);
    if (!options.send) return console.log("Nothing was sent. Add --send to delete them.");
    if (count > 0) await confirm("host", "the host to delete on", new URL(server.baseUrl).host, options.host);
    if (count > 0) await confirm("count", "how many customers to delete", String(count), options.count);
    await showProgress(journal, ids.size, run.inRounds(process.env["BULK_QUEUE_URL"] ? runOnWorkers : runLocally));

    console.log(`${summary(journal.counts)}. Each verdict is in ${journal.path}.`);
    const dead = [...journal.last.values()].filter(({ verdict }) => verdict === "refused" || verdict === "not known");
    if (dead.length > 0) {
      const file = `${path}.dead-letters.csv`;
      writeFileSync(file, `customerId,verdict\n${dead.map(({ id, verdict }) => `${id},${verdict}\n`).join("")}`);
      console.log(`${dead.length} refused or not known are in ${file}, which is an input again.`);
    }
    if (run.stopped.signal.aborted) console.error(`Stopped: ${run.stopped.signal.reason}.`);
    const left = run.left().length;
    if (left > 0) console.error(`${left} have no verdict yet. To go on, give the same command again.`);
    if (dead.length + left > 0) process.exitCode = 1;
  });

function wholeNumber(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Expected a whole number above 0.");
}

/** Asks for what must be typed, unless it was given as an option. */
async function confirm(option: string, what: string, expected: string, given: string | undefined): Promise<void> {
  if (given === undefined && !process.stdin.isTTY) throw new Error(`nothing was sent: give --${option}`);
  const terminal = createInterface(process.stdin, process.stderr);
  const typed = given ?? (await terminal.question(`Type ${what} (${expected}): `));
  terminal.close();
  if (typed !== expected) throw new Error(`nothing was sent: --${option} is ${expected}; got ${JSON.stringify(typed)}`);
}

command.parseAsync().catch((error: Error) => command.error(`bulk: ${error.message}`));
