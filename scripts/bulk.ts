// npm run bulk [-- FILE options]: prepares examples/bulk-delete/ and runs it; without ENKASH_BASE_URL, on a sandbox that
// holds the customers of the file.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { parameterPatterns } from "../generated/operations.js";
import { startServer } from "./shared/start-server.js";

const example = "examples/bulk-delete";

async function main(args: string[]): Promise<number> {
  prepare();
  const file = args.find((arg) => existsSync(fromCaller(arg)));
  const isSandbox = file !== undefined && process.env["ENKASH_BASE_URL"] === undefined;
  const sandbox = isSandbox ? await startSandbox(file) : undefined;
  try {
    const run = spawn(
      process.execPath,
      ["--import", import.meta.resolve("tsx"), resolve(example, "bulk.ts"), ...args],
      {
        cwd: fromCaller("."),
        stdio: "inherit",
        env: { ...process.env, ...(sandbox && { ENKASH_BASE_URL: sandbox.url, ENKASH_ACCESS_TOKEN: "any" }) },
      },
    );
    // Ctrl-C reaches both processes; the run ends by itself.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
    const [exitCode] = (await once(run, "exit")) as [number | null]; // Safe: the event's documented arguments.
    return exitCode ?? 1;
  } finally {
    await sandbox?.stop();
  }
}

/** The example installs the packed client, as a consumer does. */
function prepare(): void {
  const npm = (...args: string[]) =>
    execFileSync("npm", [...args, "--silent"], { stdio: ["ignore", "ignore", "inherit"] });
  if (!existsSync("dist")) npm("run", "build");
  const isInstalled =
    changedMs(`${example}/node_modules/.package-lock.json`) >= changedMs(`${example}/package-lock.json`);
  if (!isInstalled) npm("ci", "--prefix", example, "--ignore-scripts");
}

/** 0 if the file does not exist. */
function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function startSandbox(file: string) {
  mkdirSync(".tmp", { recursive: true });
  const words = readFileSync(fromCaller(file), "utf8").split(/[\s,"]+/);
  const ids = words.filter((word) => parameterPatterns.deleteCustomerByCustomerId.customerId.test(word));
  writeFileSync(".tmp/bulk-customers.txt", ids.join("\n"));
  const sandbox = await startServer("scripts/sandbox.ts", "--customers", ".tmp/bulk-customers.txt");
  console.log(`ENKASH_BASE_URL is not set: this runs on a sandbox that holds the customers of the file.`);
  return sandbox;
}

/** npm runs its scripts in the project's folder, wherever it was called. */
function fromCaller(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? ".", path);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`bulk: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
