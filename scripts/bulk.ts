// npm run bulk [-- FILE options]: prepares examples/bulk-delete/ and runs it; with --sandbox, or without ENKASH_BASE_URL, on a
// sandbox that holds the customers of the file, with a journal of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";

import { parameterPatterns } from "../generated/operations.js";
import { buildPackage } from "./shared/build-package.js";
import { bulkExample, installBulkExample } from "./shared/bulk-example.js";
import { startServer } from "./shared/start-server.js";

async function main(args: string[]): Promise<number> {
  prepare();
  const isAsked = args.includes("--sandbox");
  const given = args.filter((arg) => arg !== "--sandbox");
  const isHelp = given.some((arg) => arg === "--help" || arg === "-h");
  const file = fileOf(given);
  // A file that cannot be read is refused by the example, in its own words.
  const needsSandbox = isAsked || process.env["ENKASH_BASE_URL"] === undefined;
  if (needsSandbox && !isAsked && given.includes("--send") && !process.stdin.isTTY)
    throw new Error("nothing was sent: set ENKASH_BASE_URL, or add --sandbox, which answers what a terminal would ask");
  const sandbox = !isHelp && needsSandbox && isFile(file) ? await startSandbox(file) : undefined;
  try {
    const run = spawn(
      process.execPath,
      [
        "--import",
        import.meta.resolve("tsx"),
        resolve(bulkExample, "bulk.ts"),
        ...given,
        ...(sandbox?.journal(given) ?? []),
        ...(isAsked ? (sandbox?.confirmation(given) ?? []) : []),
      ],
      {
        cwd: fromCaller("."),
        stdio: "inherit",
        env: { ...process.env, ...(sandbox && { ENKASH_BASE_URL: sandbox.url, ENKASH_ACCESS_TOKEN: "any" }) },
      },
    );
    // Ctrl-C reaches both processes; the run ends by itself.
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => run.kill("SIGTERM"));
    const [exitCode] = (await once(run, "exit")) as [number | null]; // Safe: the event's documented arguments.
    if (isHelp) console.log(sandboxHelp);
    return exitCode ?? 1;
  } finally {
    await sandbox?.stop();
  }
}

const sandboxHelp = `
Sandbox:
  --sandbox                  delete on a sandbox that is started for this run,
                             whatever ENKASH_BASE_URL is; nothing real is
                             deleted, and nothing is asked`;

function prepare(): void {
  if (!existsSync("dist")) buildPackage();
  installBulkExample(() => {
    console.error(
      `npm run bulk: deletes the customers of a file. First it installs what ${bulkExample}/ needs; that is once.`,
    );
  });
}

async function startSandbox(file: string) {
  if (process.env["BULK_QUEUE_URL"] !== undefined)
    throw new Error("the sandbox of this command has no workers: unset BULK_QUEUE_URL, or set ENKASH_BASE_URL");
  mkdirSync(".tmp", { recursive: true });
  const folder = mkdtempSync(".tmp/bulk-sandbox-");
  const words = readFileSync(fromCaller(file), "utf8").split(/[\s,"]+/);
  const ids = new Set(words.filter((word) => parameterPatterns.deleteCustomerByCustomerId.customerId.test(word)));
  writeFileSync(join(folder, "customers.txt"), [...ids].join("\n"));
  const sandbox = await startServer("scripts/sandbox.ts", "--customers", join(folder, "customers.txt"));
  console.log("This runs on a sandbox that holds the customers of the file. Nothing real is deleted.");
  const journal = relative(fromCaller("."), resolve(folder, `${basename(file)}.journal.ndjson`));
  const unless = (args: string[], option: string, value: string) =>
    args.some((arg) => arg === option || arg.startsWith(`${option}=`)) ? [] : [option, value];
  return {
    ...sandbox,
    /** Each sandbox is a server of its own, so that the journal of another one is of no use. */
    journal: (args: string[]) => unless(args, "--journal", journal),
    confirmation: (args: string[]) => [
      ...unless(args, "--host", new URL(sandbox.url).host),
      ...unless(args, "--count", String(ids.size)),
    ],
  };
}

/** The first argument that is no option, and no option's value. */
function fileOf(args: string[]): string | undefined {
  const names = ["host", "count", "journal", "rate", "concurrency", "max-attempts", "max-failures", "lock"];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  return parseArgs({ args, options, allowPositionals: true, strict: false }).positionals[0];
}

function isFile(file: string | undefined): file is string {
  return file !== undefined && statSync(fromCaller(file), { throwIfNoEntry: false })?.isFile() === true;
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
