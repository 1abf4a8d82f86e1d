// npm run bulk -- ids.csv [options]: gives each customer of a file exactly one verdict. docs/bulk-delete.md explains it.
import { renameSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";

import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import ora from "ora";

import { readIds } from "./ids.js";
import { openJournal } from "./journal.js";
import { Run, runLocally } from "./run.js";
import { connect } from "./server.js";

const description = `Deletes the customers of a CSV file: the column customerId, or the only column if there is no header.
Without --send the file is only checked. To go on after a stop or a crash, give the same command again.

ENKASH_BASE_URL, and ENKASH_ACCESS_TOKEN or ENKASH_CLIENT_ID, ENKASH_CLIENT_SECRET, ENKASH_USERNAME and ENKASH_PASSWORD
say where, and who you are. With BULK_QUEUE_URL (redis://... or postgres://...) workers do the sending.`;

const command = new Command("npm run bulk --")
  .description(description)
  .showHelpAfterError("See --help.")
  .argument("[file]")
  .option("--send", "delete; asks you to type the host and the count", false)
  .option("--host <host>", "what you would type: the host to delete on")
  .option("--count <customers>", "what you would type: how many customers to delete")
  .option("--journal <file>", "the journal, which is the report too (default: FILE.journal.ndjson)")
  .option("--rate <requests>", "requests a second, over all workers", wholeNumber, 50)
  .option("--concurrency <requests>", "requests at a time, over all workers", wholeNumber, 10)
  .option("--max-attempts <requests>", "requests without a verdict before an id is given up", wholeNumber, 5)
  .option("--max-failures <requests>", "failures in a row before everything stops", wholeNumber, 20)
  .option("--worker", "send what another machine hands out, with a --journal of its own; Ctrl-C ends it", false)
  .option("--lock <seconds>", "seconds until another worker takes over from a dead one", wholeNumber, 15)
  .action(async (path, options) => {
    if ((path === undefined) !== options.worker) throw new Error("expected one file, or --worker; try --help");
    const customers = path === undefined ? new Map<string, never>() : await readIds(path);
    const [server, journal] = [connect(), options.journal ?? `${path ?? "worker"}.journal.ndjson`];
    const run = new Run(server, customers, options);
    run.write = await openJournal(journal, server.url, options.send || options.worker, (line) => run.take(line));
    // The second signal ends the process at once: the journal is whole at every moment.
    for (const name of ["SIGINT", "SIGTERM"] as const)
      process.on(name, () => (run.stopped.signal.aborted ? process.exit(1) : run.stopped.abort(name)));
    const queue = options.worker || process.env["BULK_QUEUE_URL"] ? await import("./many-machines.js") : undefined;
    if (options.worker) return queue?.work(run);

    const [count, lastVerdictAt] = [run.idsWith(undefined).length, run.lastVerdictAt];
    console.log(`${count} of them have no verdict yet. Server: ${server.url} (${server.description})`);
    if (options.send && count > 0) {
      await confirm("host", "the host to delete on", server.host, options.host);
      await confirm("count", "how many customers to delete", String(count), options.count);
      await showProgress(run, run.inRounds(queue?.runOnWorkers ?? runLocally));
    } else console.log(`Nothing was sent${count > 0 ? ". Add --send to delete them" : " now"}.`);
    const when = lastVerdictAt === run.lastVerdictAt ? `, the last at ${lastVerdictAt} on ${server.url}` : "";
    if (run.lastVerdictAt !== "") console.log(`${summary(run.counts)}${when}. Each verdict is in ${journal}.`);
    const { aborted, reason } = run.stopped.signal;
    if (aborted) console.error(`Stopped: ${String(reason?.message ?? reason).replace(/\.$/, "")}.`);

    const [dead, left] = [run.idsWith("refused", "not known"), run.idsWith(undefined).length];
    if (dead.length > 0 && options.send && !(reason instanceof Error)) {
      const file = `${journal.replace(/\.journal\.ndjson$/, "")}.dead-letters.csv`;
      const rows = dead.map((id) => `${id},${customers.get(id)?.verdict}`);
      writeFileSync(`${file}.part`, ["customerId,verdict", ...rows, ""].join("\n"));
      renameSync(`${file}.part`, file);
      console.log(`${dead.length} refused or not known: correct the cause, then give ${file} as the file.`);
    }
    if (options.send && left > 0) console.log(`${left} have no verdict yet. To go on, give the same command again.`);
    if (options.send && dead.length + left > 0) process.exitCode = 1;
    if (dead.length + left === 0) console.log("Nothing is left to do.");
  });

const titles: Record<string, string> = { send: "What:", rate: "Pace:", "max-attempts": "Limits:", worker: "Workers:" };
let heading = "";
for (const option of command.options) option.helpGroup((heading = titles[option.name()] ?? heading));

function wholeNumber(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Expected a whole number above 0.");
}

/** Asks for what must be typed, unless it was given as an option. */
async function confirm(option: string, what: string, expected: string, given: string | undefined): Promise<void> {
  if (given === undefined && !process.stdin.isTTY) throw new Error(`nothing was sent: give --${option} (no terminal)`);
  const terminal = createInterface(process.stdin, process.stderr);
  const typed = given ?? (await terminal.question(`Type ${what} (${expected}): `));
  terminal.close();
  if (typed !== expected) throw new Error(`nothing was sent: --${option} is ${expected}; got ${JSON.stringify(typed)}`);
}

/** Shows how far the run is: a bar in a terminal, a plain line every five seconds elsewhere. */
async function showProgress({ counts, customers: { size } }: Run, end: Promise<void>): Promise<void> {
  const done = () => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const [startedAt, doneBefore] = [Date.now(), done()];
  // A terminal that does not know its width keeps ora in an endless loop. In raw mode, Ctrl-C would be no signal.
  const spinner = process.stderr.isTTY && process.stderr.columns > 0 && ora({ discardStdin: false }).start();
  const show = () => {
    const rate = (1_000 * (done() - doneBefore)) / (Date.now() - startedAt);
    const minutes = Math.ceil((size - done()) / rate / 60);
    const left = rate > 0 ? ` · ${Math.floor(minutes / 60)} h ${minutes % 60} min left` : "";
    const line = `${done()} of ${size} · ${rate.toFixed(0)} a second${left} · ${summary(counts)}`;
    if (spinner) spinner.text = `${"█".repeat((20 * done()) / size).padEnd(20, "░")} ${line}`;
    else console.error(line);
  };
  const timer = setInterval(show, spinner ? 100 : 5_000);
  await end;
  clearInterval(timer);
  if (spinner) spinner.stop();
}

/** "18 deleted, 2 already gone". */
function summary(counts: Run["counts"]): string {
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  return shown.map(([verdict, count]) => `${count} ${verdict}`).join(", ") || "no verdict yet";
}

command.parseAsync().catch((error: Error) => command.showHelpAfterError(false).error(`bulk: ${error.message}`));
