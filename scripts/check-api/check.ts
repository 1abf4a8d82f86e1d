import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { parseArgs } from "node:util";

import { judge } from "./facts.js";
import { readPlace } from "./place.js";
import { makePlan, planText } from "./plan.js";
import { redactedExchange, secretsOf } from "./redacted.js";
import { exchangeLine, reportText } from "./report.js";
import { send, type Exchange } from "./send.js";
import { reasonToStop } from "./stops.js";
import { redactIdentifier } from "../../src/http/redaction.js";
import { readDescription } from "../generate/description.js";

export const options = {
  send: { type: "boolean", description: "send the requests; asks you to type the host" },
  host: { type: "string", value: "HOST", description: "what you would type: the host" },
  live: { type: "boolean", description: "allow a host that is not the test host" },
  absent: { type: "string", value: "KC...", description: "an id that no customer has, you promise; with your token" },
  delete: { type: "string", value: "KC...", description: "DELETE this customer; asks you to type the id again" },
  "delete-again": { type: "string", value: "KC...", description: "what you would type: the id of --delete" },
  report: { type: "string", value: "NAME", description: "write the table to NAME.md, the responses to NAME.ndjson" },
  pause: { type: "string", value: "MS", default: "1000", description: "between requests; less on loopback only" },
  timeout: { type: "string", value: "MS", default: "10000", description: "for one whole response" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** What a run takes from its process, and where it prints its lines. */
interface Surroundings {
  env: NodeJS.ProcessEnv;
  print: (text: string) => void;
  warn: (text: string) => void;
  /** Called before the first request: from here on, a signal stops the run after the request under way. */
  onSignal: (stop: (signal: string) => void) => void;
}

/** Prints the plan, and sends it if `send` is set. Returns the exit code. */
export async function checkApi(
  { live = false, report, ...values }: Values,
  { env, print, warn, onSignal }: Surroundings,
): Promise<0 | 1 | 2> {
  const place = readPlace(env, live);
  const steps = makePlan(place, values.absent, values.delete);
  const pauseMs = milliseconds("pause", values.pause, place.allowInsecureHttp ? 0 : 1_000);
  const timeoutMs = milliseconds("timeout", values.timeout, 1);
  print(`${planText(place, steps)}\n${values.send ? "" : "\nNothing was sent. Add --send to send them."}`);
  if (!values.send) return 0;
  await confirm("host", "the host", place.host, values.host);
  if (values.delete) await confirm("delete-again", "the id to DELETE", values.delete, values["delete-again"]);

  // npm runs its scripts in the project's folder, wherever it was called.
  const name = report && resolve(env["INIT_CWD"] ?? ".", report.replace(/\.md$/, ""));
  const files = name ? [`${name}.md`, `${name}.ndjson`] : [];
  for (const file of files) if (existsSync(file)) throw new Error(`nothing was sent: ${file} exists; choose another`);
  for (const file of files) writeFileSync(file, ""); // While nothing is sent that it could not keep.
  const { Envelope: envelope } = (await readDescription(readFileSync("generated/openapi.yaml", "utf8"))).schemas;
  if (envelope === undefined) throw new Error("generated/openapi.yaml has no Envelope; run npm run generate");
  const protocols = new Set<string>();
  const onConnected = (message: unknown) => {
    // Safe: each member may be missing.
    protocols.add((message as { connectParams?: { version?: string } }).connectParams?.version ?? "not told");
  };
  subscribe("undici:client:connected", onConnected);
  let stopped: string | undefined;
  onSignal((signal) => (stopped ??= signal));

  const exchanges: Exchange[] = [];
  for (const step of steps) {
    if (exchanges.length > 0) await delay(pauseMs);
    if (stopped !== undefined) break;
    const exchange = await send(step, place, timeoutMs);
    exchanges.push(exchange);
    print(exchangeLine(exchange));
    stopped = reasonToStop(exchange) ?? stopped;
  }
  unsubscribe("undici:client:connected", onConnected);
  const secrets = secretsOf(place, exchanges);
  const rows = judge(exchanges, envelope, timeoutMs, secrets);
  const sent = `${stopped ?? "Done"}. ${exchanges.length} of ${steps.length} requests were sent.`;
  const text = redactIdentifier(`${sent}\n\n${reportText(place.host, rows, exchanges, protocols)}\n`, secrets);
  print(`\n${text}`);
  const lines = exchanges.map((exchange) => `${JSON.stringify(redactedExchange(exchange, secrets))}\n`);
  for (const file of files) writeFileSync(file, file.endsWith(".md") ? text : lines.join(""));
  if (name) print(`Written: ${files.join(" and ")}.`);
  if (stopped) warn(`${stopped}.`);
  const differs = rows.some(({ result }) => result === "DIFFERS") || stopped?.startsWith("ALARM");
  return exchanges.every(({ status }) => status === 0) ? 2 : differs ? 1 : stopped ? 2 : 0;
}

/** Asks for what must be typed, unless it was given as an option. */
async function confirm(option: string, what: string, expected: string, given: string | undefined): Promise<void> {
  if (given === undefined && !process.stdin.isTTY) throw new Error(`nothing was sent: give --${option}`);
  const typed = given ?? (await ask(`Type ${what} (${expected}): `));
  if (typed !== expected) throw new Error(`nothing was sent: --${option} is ${expected}; got ${JSON.stringify(typed)}`);
}

/** What the user types; undefined after Ctrl-C or Ctrl-D. */
async function ask(question: string): Promise<string | undefined> {
  const terminal = createInterface(process.stdin, process.stderr);
  const closed = new Promise<undefined>((resolve) => terminal.once("close", resolve));
  const typed = await Promise.race([terminal.question(question), closed]);
  terminal.close();
  return typed;
}

function milliseconds(option: "pause" | "timeout", value: string, least: number): number {
  if (/^\d{1,5}$/.test(value) && Number(value) >= least) return Number(value);
  throw new Error(`--${option} must be a whole number, ${least} or more; got ${JSON.stringify(value)}`);
}
