// Runs one suite on several runtimes. Each has a launcher. A missing runtime is an error that says how to install it.
import { execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { build, type BuildOptions } from "esbuild";

import { buildPackage } from "../../scripts/shared/build-package.js";
import { runCommand } from "../../scripts/shared/command.js";
import { listenOnLoopback } from "../../scripts/shared/loopback.js";
import { staticFiles } from "../../scripts/shared/static-files.js";
import { launchChromium } from "./chromium.js";
import { startMisbehavingServer } from "./misbehaving-server.js";
import { findNode, nodeLines } from "./node-lines.js";
import type { SuiteResult } from "./suite.js";

const folder = resolve(".tmp/runtimes");
const packages = resolve("test/runtimes/packages/node_modules");

interface Target {
  /** Where the misbehaving server is. */
  origin: string;
  /** An origin where no server listens. */
  closed: string;
}

const launchers: Record<string, (target: Target) => Promise<SuiteResult>> = {
  node: (target) => commandLine(process.execPath, [], target),
  ...Object.fromEntries(
    nodeLines.map((line) => [line.name, (target: Target) => commandLine(findNode(line), [], target)]),
  ),
  bun: (target) => commandLine(find("bun", "@oven/bun-linux-x64/bin/bun"), ["run"], target),
  deno: (target) =>
    commandLine(find("deno", "@deno/linux-x64-glibc/deno"), ["run", "--no-config", "--allow-net=127.0.0.1"], target),
  workerd: (target) => workerd(target, newestDate()),
  // Before November 2024, workerd refuses some options of fetch.
  "workerd-2024-01-01": (target) => workerd(target, "2024-01-01"),
  chromium,
};

const command = {
  name: "test:runtimes",
  usage: "node --import tsx test/runtimes/run.ts RUNTIME...",
  summary: `Runs the suite of test/runtimes/ on each of these runtimes: ${Object.keys(launchers).join(", ")}.
npm run test:runtimes, npm run test:node and npm run test:browser choose them.`,
  positionals: true,
};

await runCommand(command, (_, names) => runOn(names));

async function commandLine(runtime: string, options: string[], { origin, closed }: Target): Promise<SuiteResult> {
  const args = [...options, join(folder, "command-line.js"), origin, closed];
  const { stdout } = await promisify(execFile)(runtime, args, { timeout: 60_000 });
  return resultOf(JSON.parse(stdout));
}

/** The newest compatibility date that this workerd knows, which is its version. */
function newestDate(): string {
  const version = spawnSync(findWorkerd(), ["--version"], { encoding: "utf8" }).stdout;
  const date = /\d{4}-\d{2}-\d{2}/.exec(version)?.[0];
  if (date === undefined) throw new Error(`workerd --version printed no date: ${version}`);
  return date;
}

function findWorkerd(): string {
  return find("workerd", "@cloudflare/workerd-linux-64/bin/workerd");
}

async function workerd({ origin, closed }: Target, compatibilityDate: string): Promise<SuiteResult> {
  const config = join(folder, "workerd.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "${compatibilityDate}")),
    (name = "internet", network = (allow = ["private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`,
  );
  // It writes its port to file descriptor 3.
  const child = spawn(findWorkerd(), ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.on("exit", () => {
        reject(new Error("workerd ended before it listened"));
      });
      child.stdio[3]?.on("data", (line: Buffer) => {
        const written = /"port":(\d+)/.exec(line.toString())?.[1];
        if (written !== undefined) resolve(Number(written));
      });
    });
    const worker = `http://127.0.0.1:${port}`;
    const response = await fetch(`${worker}/?${new URLSearchParams({ origin, closed }).toString()}`);
    const { passed, failed } = resultOf(await response.json());
    const name = "logs in again if a shared login ended with the request that began it";
    const slip = await slipOfSharedLogin(worker, origin);
    return slip === undefined
      ? { passed: [...passed, name], failed }
      : { passed, failed: [...failed, `${name}: ${slip}`] };
  } finally {
    child.kill();
  }
}

/** All that a request began ends with it, its login too. Returns what went wrong in the requests after it. */
async function slipOfSharedLogin(worker: string, origin: string): Promise<string | undefined> {
  const call = async (abortAfterMs?: string) => {
    const query = new URLSearchParams({ origin, ...(abortAfterMs !== undefined && { abortAfterMs }) });
    const response = await fetch(`${worker}/shared?${query.toString()}`, { signal: AbortSignal.timeout(20_000) });
    return response.text();
  };
  const first = await call("100");
  if (!first.startsWith("TimeoutError")) return `the first call was not aborted: ${first}`;
  // As many as it takes for one of them to wait for the login of another that has ended.
  const calls = Array.from({ length: 50 }, () => call());
  for (const text of await Promise.all(calls)) if (text !== "Deleted.") return text;
  const logins = (await (await fetch(`${origin}/requests/login-slow`)).text()).match(/^POST/gm) ?? [];
  return logins.length === 2 ? undefined : `${logins.length} logins were sent`;
}

async function chromium({ origin, closed }: Target): Promise<SuiteResult> {
  // The page has another origin than the server, as a consumer's page would have.
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><title>Suite</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
  );
  const pages = await listenOnLoopback(staticFiles(folder));
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(`${pages.url}/`);
    await tab.waitForFunction("typeof runSuite === 'function'");
    return resultOf(await tab.evaluate(`runSuite(${JSON.stringify(origin)}, ${JSON.stringify(closed)})`));
  } finally {
    await browser.close();
    await pages.close();
  }
}

function find(command: string, inPackages: string): string {
  if (existsSync(join(packages, inPackages))) return join(packages, inPackages);
  const onPath = spawnSync("which", [command], { encoding: "utf8" }).stdout.trim();
  if (onPath !== "") return onPath;
  throw new Error(`${command} is missing; install it with: npm ci --prefix test/runtimes/packages`);
}

function resultOf(value: unknown): SuiteResult {
  // Safe: each launcher passes the result of runSuite.
  return value as SuiteResult;
}

function bundle(entry: string): BuildOptions {
  return {
    entryPoints: [join("test/runtimes", entry)],
    bundle: true,
    format: "esm",
    target: "es2022",
    external: ["node:*"],
    logLevel: "warning",
  };
}

async function runOn(names: string[]): Promise<void> {
  if (names.length === 0) throw new Error(`name the runtimes: ${Object.keys(launchers).join(", ")}`);
  const chosen = names.map((name) => {
    const launch = launchers[name];
    if (launch !== undefined) return { name, launch };
    throw new Error(`there is no launcher for ${name}; there is ${Object.keys(launchers).join(", ")}`);
  });
  buildPackage();
  mkdirSync(folder, { recursive: true });
  for (const entry of ["command-line", "worker", "page"]) {
    await build({ ...bundle(`${entry}.ts`), outfile: join(folder, `${entry}.js`) });
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const closed = await startMisbehavingServer();
  await closed.close();

  const broken: string[] = [];
  for (const { name, launch } of chosen) {
    const server = await startMisbehavingServer();
    try {
      const { passed, failed } = await launch({ origin: server.url, closed: closed.url });
      console.log(`${name}: ${passed.length} passed, ${failed.length} failed`);
      for (const line of failed) console.log(`  ${line}`);
      if (failed.length > 0 || passed.length === 0) broken.push(name);
    } finally {
      await server.close();
    }
  }
  if (broken.length > 0) throw new Error(`the suite failed on ${broken.join(", ")}`);
}
