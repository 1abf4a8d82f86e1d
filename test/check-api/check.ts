import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

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
  env?: NodeJS.ProcessEnv;
  /** Called with the output so far. */
  onOutput?: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command with no more of ENKASH_ in its environment than this. */
export function check(args: string[], { env = {}, onOutput }: Surroundings = {}): Promise<Checked> {
  const name = join(temporaryFolder(), "report");
  const others = Object.entries(process.env).filter(([name]) => !/^ENKASH_|^INIT_CWD$/.test(name));
  const child = spawn(process.execPath, [compiledFile("scripts/check-api.ts"), ...args, "--report", name], {
    env: { ...Object.fromEntries(others), ...env },
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
      const [report, responses] = [`${name}.md`, `${name}.ndjson`].map(textOf);
      resolve({ exitCode, stdout, stderr, report: report ?? "", responses: responses ?? "" });
    });
  });
}

/** Sends to a server on loopback, without pauses. */
export function send(url: string, args: string[], { env = loginVariables, ...others }: Surroundings = {}) {
  const { host } = new URL(url);
  const quick = ["--send", "--host", host, "--pause", "0"];
  return check([...quick, ...args], { ...others, env: { ENKASH_BASE_URL: url, ...env } });
}

/** The rows of a table, by their result. */
export function rowsOf({ report }: Checked): Record<"kept" | "DIFFERS" | "not seen", string[]> {
  const rows = Array.from(report.matchAll(/^\| (kept|DIFFERS|not seen) *\| [^|]*\| (.*?) *\| (.*?) *\|$/gm));
  const of = (result: string) => rows.filter((row) => row[1] === result).map(([, , fact, seen]) => `${fact}: ${seen}`);
  return { kept: of("kept"), DIFFERS: of("DIFFERS"), "not seen": of("not seen") };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
