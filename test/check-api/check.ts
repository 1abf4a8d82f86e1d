import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { runInThread } from "../support/run-in-thread.js";
import { compiledFile } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { absent, account, customer } from "./servers.js";

export interface Checked {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** The table that was written. */
  report: string;
  /** The responses that were written, one a line. */
  responses: string;
}

export const loginVariables = {
  ENKASH_CLIENT_ID: account.clientId,
  ENKASH_CLIENT_SECRET: account.clientSecret,
  ENKASH_USERNAME: account.username,
  ENKASH_PASSWORD: account.password,
};

/** All that the command can send: eight requests. */
export const everything = ["--absent", absent, "--delete", customer, "--delete-again", customer];

interface Surroundings {
  /** No more of ENKASH_ is in the environment than this. */
  env?: NodeJS.ProcessEnv;
  /** Called with the output of a process so far. */
  onOutput?: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command in a thread. */
export async function check(args: string[], { env = {} }: Surroundings = {}): Promise<Checked> {
  const name = join(temporaryFolder(), "report");
  const finished = await runInThread("scripts/check-api.ts", [...args, "--report", name], environment(env));
  return { ...finished, ...written(name) };
}

/** Runs the command in a process of its own. */
export function runCheck(args: string[], { env = {}, onOutput }: Surroundings = {}): Promise<Checked> {
  const name = join(temporaryFolder(), "report");
  const child = spawn(process.execPath, [compiledFile("scripts/check-api.ts"), ...args, "--report", name], {
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    onOutput?.(stdout, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.on("close", (exitCode) => {
      resolve({ exitCode, stdout, stderr, ...written(name) });
    });
  });
}

/** Sends to a server on loopback, without pauses. */
export function send(
  url: string,
  args: string[],
  { env = loginVariables, run = check, ...others }: Surroundings & { run?: typeof check } = {},
) {
  const { host } = new URL(url);
  const quick = ["--send", "--host", host, "--pause", "0"];
  return run([...quick, ...args], { ...others, env: { ENKASH_BASE_URL: url, ...env } });
}

/** The rows of a table, by their result. */
export function rowsOf({ report }: Checked): Record<"kept" | "DIFFERS" | "not seen", string[]> {
  const rows = Array.from(report.matchAll(/^\| (kept|DIFFERS|not seen) *\| [^|]*\| (.*?) *\| (.*?) *\|$/gm));
  const of = (result: string) => rows.filter((row) => row[1] === result).map(([, , fact, seen]) => `${fact}: ${seen}`);
  return { kept: of("kept"), DIFFERS: of("DIFFERS"), "not seen": of("not seen") };
}

function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^ENKASH_|^INIT_CWD$/.test(name));
  return { ...Object.fromEntries(others), ...env };
}

function written(name: string): Pick<Checked, "report" | "responses"> {
  return { report: textOf(`${name}.md`), responses: textOf(`${name}.ndjson`) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
