// Compares a real server with the description, by a few requests that are printed beforehand. docs/check-api.md explains it.
import { subscribe } from "node:diagnostics_channel";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as delay } from "node:timers/promises";

import { judge } from "./check-api/facts.js";
import { readPlace } from "./check-api/place.js";
import { makePlan, planText } from "./check-api/plan.js";
import { redactedExchange, secretsOf } from "./check-api/redacted.js";
import { exchangeLine, reportText } from "./check-api/report.js";
import { send, type Exchange } from "./check-api/send.js";
import { reasonToStop } from "./check-api/stops.js";
import { redactIdentifier } from "../src/http/redaction.js";
import { readDescription } from "./generate/description.js";
import { runCommand } from "./shared/command.js";

const command = {
  name: "check:api",
  errorExitCode: 2,
  summary: `Finds out whether the API at ENKASH_BASE_URL keeps the description. Without --send it only prints the plan.
--absent and --delete need a token, ENKASH_ACCESS_TOKEN, or a login: ENKASH_CLIENT_ID, ENKASH_CLIENT_SECRET,
ENKASH_USERNAME, ENKASH_PASSWORD. Exit code: 0 nothing differs, 1 something does, 2 it did not run, or not to its end.`,
  options: {
    send: { type: "boolean", description: "send the requests; asks you to type the host" },
    host: { type: "string", value: "HOST", description: "what you would type: the host" },
    live: { type: "boolean", description: "allow a host that is not the test host" },
    absent: { type: "string", value: "KC...", description: "an id that no customer has, you promise; with your token" },
    delete: { type: "string", value: "KC...", description: "DELETE this customer; asks you to type the id again" },
    "delete-again": { type: "string", value: "KC...", description: "what you would type: the id of --delete" },
    report: { type: "string", value: "NAME", description: "write the table to NAME.md, the responses to NAME.ndjson" },
    pause: { type: "string", value: "MS", default: "1000", description: "between requests; less on loopback only" },
    timeout: { type: "string", value: "MS", default: "10000", description: "for one whole response" },
  },
} as const;

await runCommand(command, async ({ live = false, report, ...values }) => {
  const place = readPlace(live);
  const steps = makePlan(place, values.absent, values.delete);
  const pauseMs = milliseconds("pause", values.pause, place.allowInsecureHttp ? 0 : 1_000);
  const timeoutMs = milliseconds("timeout", values.timeout, 1);
  console.log(`${planText(place, steps)}\n${values.send ? "" : "\nNothing was sent. Add --send to send them."}`);
  if (!values.send) return;
  await confirm("host", "the host", place.host, values.host);
  if (values.delete) await confirm("delete-again", "the id to DELETE", values.delete, values["delete-again"]);

  // npm runs its scripts in the project's folder, wherever it was called.
  const name = report && resolve(process.env["INIT_CWD"] ?? ".", report.replace(/\.md$/, ""));
  const files = name ? [`${name}.md`, `${name}.ndjson`] : [];
  for (const file of files) if (existsSync(file)) throw new Error(`nothing was sent: ${file} exists; choose another`);
  for (const file of files) writeFileSync(file, ""); // While nothing is sent that it could not keep.
  const { Envelope: envelope } = (await readDescription(readFileSync("generated/openapi.yaml", "utf8"))).schemas;
  if (envelope === undefined) throw new Error("generated/openapi.yaml has no Envelope; run npm run generate");
  const protocols = new Set<string>();
  subscribe("undici:client:connected", (message) => {
    // Safe: each member may be missing.
    protocols.add((message as { connectParams?: { version?: string } }).connectParams?.version ?? "not told");
  });
  let stopped: string | undefined;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (stopped ??= signal));

  const exchanges: Exchange[] = [];
  for (const step of steps) {
    if (exchanges.length > 0) await delay(pauseMs);
    if (stopped !== undefined) break;
    const exchange = await send(step, place, timeoutMs);
    exchanges.push(exchange);
    console.log(exchangeLine(exchange));
    stopped = reasonToStop(exchange) ?? stopped;
  }
  const secrets = secretsOf(place, exchanges);
  const rows = judge(exchanges, envelope, timeoutMs, secrets);
  const sent = `${stopped ?? "Done"}. ${exchanges.length} of ${steps.length} requests were sent.`;
  const text = redactIdentifier(`${sent}\n\n${reportText(place.host, rows, exchanges, protocols)}\n`, secrets);
  console.log(`\n${text}`);
  const lines = exchanges.map((exchange) => `${JSON.stringify(redactedExchange(exchange, secrets))}\n`);
  for (const file of files) writeFileSync(file, file.endsWith(".md") ? text : lines.join(""));
  if (name) console.log(`Written: ${files.join(" and ")}.`);
  if (stopped) console.error(`${stopped}.`);
  const differs = rows.some(({ result }) => result === "DIFFERS") || stopped?.startsWith("ALARM");
  process.exitCode = exchanges.every(({ status }) => status === 0) ? 2 : differs ? 1 : stopped ? 2 : 0;
});

/** Asks for what must be typed, unless it was given as an option. */
async function confirm(option: string, what: string, expected: string, given: string | undefined): Promise<void> {
  if (given === undefined && !process.stdin.isTTY) throw new Error(`nothing was sent: give --${option}`);
  const terminal = createInterface(process.stdin, process.stderr);
  const closed = new Promise<undefined>((resolve) => terminal.once("close", resolve)); // By Ctrl-C or Ctrl-D.
  const typed = given ?? (await Promise.race([terminal.question(`Type ${what} (${expected}): `), closed]));
  terminal.close();
  if (typed !== expected) throw new Error(`nothing was sent: --${option} is ${expected}; got ${JSON.stringify(typed)}`);
}

function milliseconds(option: "pause" | "timeout", value: string, least: number): number {
  if (/^\d{1,5}$/.test(value) && Number(value) >= least) return Number(value);
  throw new Error(`--${option} must be a whole number, ${least} or more; got ${JSON.stringify(value)}`);
}
