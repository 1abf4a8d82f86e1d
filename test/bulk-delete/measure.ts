// npm run measure:bulk: the bulk-delete example with 20 000 ids behind a misbehaving server, on one machine and over each
// engine with four workers, each process killed once with kill -9. For Linux.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand } from "../../scripts/shared/command.js";
import { headerOf, inputFile, readJournal, send, startBulk, verdictsIn, type BulkProcess } from "./bulk-process.js";
import { postgres, redis, type Engine } from "./engines.js";
import { makeIds, misbehavingServer, someFaults, type MisbehavingServer } from "./misbehaving-server.js";
import { ofManyMachines, sentAgain, untruths } from "./truth.js";

const pace = ["--rate", "400", "--concurrency", "32", "--max-attempts", "20"];
const workerCount = 4;

/** The largest resident set of any of the processes. */
class Memory {
  peakMb = 0;

  watch(target: BulkProcess): BulkProcess {
    const timer = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${String(target.process.pid)}/status`, "utf8");
        this.peakMb = Math.max(this.peakMb, Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024));
      } catch {
        // The process has ended.
      }
    }, 50);
    void target.exited.then(() => {
      clearInterval(timer);
    });
    return target;
  }
}

await runCommand(
  {
    name: "measure:bulk",
    summary: `Measures the bulk-delete example on a server that misbehaves. It has no pass/fail threshold.
It needs redis-server and postgresql (apt-get install), and what npm run test:bulk builds and installs.`,
    options: {
      ids: { type: "string", value: "N", default: "20000", description: "how many ids are deleted" },
      journal: {
        type: "string",
        value: "N",
        description: "measures only how a journal of N ids is opened, such as 1000000",
      },
    },
  },
  async ({ ids, journal }) => {
    if (journal !== undefined) return measureJournal(Number(journal));
    const engines: [string, () => Promise<Engine | undefined>][] = [
      ["one machine", () => Promise.resolve(undefined)],
      [`Redis, ${workerCount} workers`, redis],
      [`PostgreSQL, ${workerCount} workers`, postgres],
    ];
    console.log(
      "| | seconds | ids a second | peak memory of a process | pause after each kill -9 | false | sent again |",
    );
    console.log("| --- | --- | --- | --- | --- | --- | --- |");
    for (const [name, createEngine] of engines)
      console.log(`| ${name} | ${await measure(Number(ids), createEngine)} |`);
  },
);

async function measure(count: number, createEngine: () => Promise<Engine | undefined>): Promise<string> {
  const ids = makeIds(count);
  const known = ids.filter((_, index) => index % 10 !== 0);
  const engine = await createEngine();
  await engine?.start();
  const server = await misbehavingServer(known, someFaults);
  const folder = mkdtempSync(join(tmpdir(), "bulk-delete-"));
  const file = inputFile(ids, folder);
  const journal = `${file}.journal.ndjson`;
  const env = engine && { BULK_QUEUE_URL: engine.url };
  const memory = new Memory();

  const workerJournal = (number: number) => join(folder, `worker-${number}.ndjson`);
  const startWorker = (number: number) =>
    memory.watch(startBulk(server, ["--worker", "--journal", workerJournal(number), ...pace], env));
  const workers = Array.from({ length: engine ? workerCount : 0 }, (_, number) => startWorker(number));
  const produce = () => memory.watch(send(server, file, count - verdictsIn(journal), pace, env));

  const startedAt = Date.now();
  let producer = produce();
  const kills: [string, number][] = [];
  const killAt = async (share: number, what: string, kill: () => Promise<void>) => {
    await producer.until(() => verdictsIn(journal) >= share * count);
    kills.push([what, Date.now()]);
    await kill();
  };
  if (engine !== undefined) {
    await killAt(0.2, "worker", async () => {
      await killed(workers[0]);
      workers[0] = startWorker(0);
    });
    await killAt(0.6, "engine", async () => {
      await engine.kill();
      await engine.start();
    });
  }
  await killAt(0.4, engine ? "producer" : "process", async () => {
    await killed(producer);
    producer = produce();
  });
  const { output } = await producer.exited;
  const seconds = (Date.now() - startedAt) / 1_000;
  console.error(output);

  await Promise.all(workers.map(killed));
  await server.close();
  await engine?.remove();
  const report = readJournal(journal);
  const sent = engine ? workers.flatMap((_, number) => readJournal(workerJournal(number))) : report;
  sent.sort((one, other) => one.at.localeCompare(other.at));
  const verdicts = report.filter(({ verdict }) => verdict !== undefined);
  const untrue = untruths(engine ? ofManyMachines(sent, report) : report, ids, known, server);
  console.error(untrue.slice(0, 10).join("\n"));
  const times = verdicts.map(({ at }) => Date.parse(at));
  const pauses = kills.map(([what, at]) => `${what} ${(pauseAfter(times, at) / 1_000).toFixed(1)} s`);
  const rate = (count / seconds).toFixed(0);
  const row = [
    seconds.toFixed(0),
    rate,
    `${memory.peakMb} MB`,
    pauses.join(", "),
    untrue.length,
    sentAgain(sent).length,
  ];
  return row.join(" | ");
}

/** Starts a check with a journal of so many ids, and the same check without it. */
async function measureJournal(count: number): Promise<void> {
  const server = await misbehavingServer([]);
  const folder = mkdtempSync(join(tmpdir(), "bulk-journal-"));
  const [ids, at] = [makeIds(count), new Date().toJSON()];
  const journal = join(folder, "journal.ndjson");
  writeFileSync(journal, `${headerOf(server)}\n`);
  for (let start = 0; start < count; start += 10_000) {
    const lines = ids.slice(start, start + 10_000).flatMap((id) => [
      { id, sending: crypto.randomUUID(), mayBeDeleted: true, at },
      { id, verdict: "deleted", mayBeDeleted: false, at },
    ]);
    appendFileSync(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }
  const bytes = statSync(journal).size;
  console.log(`A journal of ${count} ids, ${(bytes / 1e6).toFixed(0)} MB:`);
  console.log("| check of a file of | seconds without the journal | with it | peak memory without | with it |");
  console.log("| --- | --- | --- | --- | --- |");
  for (const [name, file] of [
    ["1 id", inputFile(ids.slice(0, 1), mkdtempSync(join(tmpdir(), "bulk-one-")))],
    [`${count} ids`, inputFile(ids, folder)],
  ] as const) {
    const [without, withIt] = [await check(server, [file]), await check(server, [file, "--journal", journal])];
    console.log(
      `| ${name} | ${without.seconds} | ${withIt.seconds} | ${without.megabytes} MB | ${withIt.megabytes} MB |`,
    );
  }
  await server.close();
  rmSync(folder, { recursive: true });
}

async function check(server: MisbehavingServer, args: string[]): Promise<{ seconds: string; megabytes: number }> {
  const [memory, startedAt] = [new Memory(), performance.now()];
  const { exitCode, output } = await memory.watch(startBulk(server, args)).exited;
  if (exitCode !== 0) throw new Error(output);
  return { seconds: ((performance.now() - startedAt) / 1_000).toFixed(1), megabytes: memory.peakMb };
}

async function killed(target: BulkProcess | undefined): Promise<void> {
  target?.process.kill("SIGKILL");
  await target?.exited;
}

/** The longest time without a verdict that began or lasted within ten seconds after the kill. */
function pauseAfter(times: readonly number[], killedAt: number): number {
  const pauses = times.slice(1).map((time, index) => [times[index] ?? time, time] as const);
  const near = pauses.filter(([begin, end]) => end > killedAt && begin < killedAt + 10_000);
  return Math.max(0, ...near.map(([begin, end]) => end - begin));
}
