// npm run kills:bulk: the bulk-delete example on one machine, stopped again and again at random times, and two of it started
// at the same time. Prints what it has counted, and fails if the journal says anything that is false.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand } from "../../scripts/shared/command.js";
import { inputFile, readJournal, send } from "./bulk-process.js";
import { makeIds, misbehavingServer, someFaults } from "./misbehaving-server.js";
import { simultaneousStarts } from "./simultaneous-starts.js";
import { sentAgain, untruths } from "./truth.js";

const pace = ["--rate", "60", "--concurrency", "8", "--max-attempts", "20"];
const signals = ["SIGKILL", "SIGTERM", "SIGINT"] as const;

await runCommand(
  {
    name: "kills:bulk",
    summary: `Stops the bulk-delete example at random times, behind a server that misbehaves, and then lets it finish. Fails if an id
has no verdict, two of them or a false one, if an id is sent again although its response had been read, or if two runs that
are started at the same time both send. It needs what npm run test:bulk builds and installs.`,
    options: {
      ids: { type: "string", value: "N", default: "3000", description: "how many ids" },
      kills: { type: "string", value: "N", default: "50", description: "how many times it is stopped" },
      starts: { type: "string", value: "N", default: "300", description: "how many times two are started at once" },
    },
  },
  async ({ ids, kills, starts }) => {
    const faults = (await killed(Number(ids), Number(kills))) + (await startedTwice(Number(starts)));
    if (faults > 0) throw new Error(`${faults} faults`);
  },
);

/** Returns how much is wrong. */
async function killed(count: number, kills: number): Promise<number> {
  const ids = makeIds(count);
  const known = ids.filter((_, index) => index % 10 !== 0);
  const server = await misbehavingServer(known, someFaults);
  const file = inputFile(ids, mkdtempSync(join(tmpdir(), "bulk-kills-")));
  const lines = () => readJournal(`${file}.journal.ndjson`);
  const verdicts = () => lines().filter(({ verdict }) => verdict !== undefined).length;
  const given = { SIGKILL: 0, SIGTERM: 0, SIGINT: 0 };
  const start = () => send(server, file, count - verdicts(), pace);
  for (let number = 0; number < kills && verdicts() < count; number++) {
    const run = start();
    const signal = signals[number % signals.length] ?? "SIGKILL";
    // Before it reads, while it sends, and while it waits for the last responses.
    await new Promise((resolve) => setTimeout(resolve, 3_000 * Math.random()));
    if (run.process.kill(signal)) given[signal]++;
    await run.exited;
  }
  const before = verdicts();
  const { exitCode, output } = await start().exited;
  await server.close();
  const [untrue, again] = [untruths(lines(), ids, known, server), sentAgain(lines())];
  console.log(
    `${count} ids, stopped ${Object.entries(given)
      .map(([signal, times]) => `${times} times by ${signal}`)
      .join(", ")}.`,
  );
  console.log(`${before} verdicts then, ${verdicts()} at the end; ${server.requests.length} requests.`);
  console.log(
    `${untrue.length} false or missing verdicts, ${again.length} ids sent again after their response was read.`,
  );
  for (const line of [...untrue, ...again].slice(0, 10)) console.log(line);
  if (exitCode !== 0) console.log(output);
  return untrue.length + again.length + (exitCode === 0 ? 0 : 1);
}

async function startedTwice(tries: number): Promise<number> {
  const { none, one, both } = await simultaneousStarts(tries);
  console.log(
    `${tries} times two starts at once: one of them ran ${one} times, none ${none} times, both ${both} times.`,
  );
  return both;
}
