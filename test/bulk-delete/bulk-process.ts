import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { MisbehavingServer } from "./misbehaving-server.js";

export interface Line {
  id: string;
  at: string;
  sending?: string;
  verdict?: string;
  errorType?: string;
  requestId?: string;
}

/** The first line of the journal of a run on this server. */
export function headerOf(server: { url: string }): string {
  return JSON.stringify({ version: 1, operation: "deleteCustomerByCustomerId", server: server.url });
}

export interface BulkProcess {
  process: ChildProcess;
  /** Everything that it prints, so far. */
  output: () => string;
  exited: Promise<{ exitCode: number | null; output: string }>;
  /** Waits until the condition is true, which must happen while it runs. */
  until: (condition: () => boolean) => Promise<void>;
}

export function inputFile(lines: readonly string[], folder: string): string {
  const file = join(folder, "ids.csv");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  return file;
}

export function startBulk(server: MisbehavingServer, args: string[], env: NodeJS.ProcessEnv = {}): BulkProcess {
  const script = resolve("examples/bulk-delete/bulk.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ENKASH_BASE_URL: server.url, ENKASH_ACCESS_TOKEN: "any", ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exited = once(child, "close").then(([exitCode]) => ({ exitCode: exitCode as number | null, output }));
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended too early:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { process: child, output: () => output, exited, until };
}

/** A real run, which needs no terminal. */
export function send(server: MisbehavingServer, file: string, count: number, options: string[] = [], env = {}) {
  const confirmed = ["--send", "--host", new URL(server.url).host, "--count", String(count)];
  return startBulk(server, [file, ...confirmed, ...options], env);
}

/** A process that has sent nothing has no journal. */
export function readJournal(path: string): Line[] {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  return lines.slice(1, -1).map((line) => JSON.parse(line) as Line); // Safe: the program wrote it. The first line is no entry.
}

/** How many verdicts the journal holds, also while it is written. */
export function verdictsIn(path: string): number {
  return existsSync(path) ? readFileSync(path, "utf8").split('"verdict"').length - 1 : 0;
}
