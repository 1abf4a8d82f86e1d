// npm run test:runtimes, npm run test:browser: one suite, one thin launcher for each runtime. A runtime that is missing
// is an error that says how to install it.
import { execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { build, type BuildOptions } from "esbuild";

import { launchChromium } from "./chromium.js";
import { listen } from "./misbehaving-server.js";
import type { SuiteResult } from "./suite.js";

const folder = resolve(".tmp/runtimes");
const packages = resolve("test/runtimes/packages/node_modules");

interface Target {
  origin: string;
  closed: string;
}

const launchers: Record<string, (target: Target) => Promise<SuiteResult>> = {
  node: (target) => commandLine(process.execPath, [], target),
  bun: (target) => commandLine(find("bun", "@oven/bun-linux-x64/bin/bun"), ["run"], target),
  deno: (target) =>
    commandLine(find("deno", "@deno/linux-x64-glibc/deno"), ["run", "--no-config", "--allow-net=127.0.0.1"], target),
  workerd,
  chromium,
};

async function commandLine(runtime: string, options: string[], { origin, closed }: Target): Promise<SuiteResult> {
  const args = [...options, join(folder, "command-line.js"), origin, closed];
  const { stdout } = await promisify(execFile)(runtime, args, { timeout: 60_000 });
  return resultOf(JSON.parse(stdout));
}

async function workerd({ origin, closed }: Target): Promise<SuiteResult> {
  const runtime = find("workerd", "@cloudflare/workerd-linux-64/bin/workerd");
  const config = join(folder, "workerd.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2026-01-01")),
    (name = "internet", network = (allow = ["private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`,
  );
  // It tells its port on a pipe of its own.
  const child = spawn(runtime, ["serve", config, "--control-fd=3"], { stdio: ["ignore", "ignore", "inherit", "pipe"] });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.on("exit", () => {
        reject(new Error("workerd ended before it listened"));
      });
      child.stdio[3]?.on("data", (line: Buffer) => {
        const told = /"port":(\d+)/.exec(line.toString())?.[1];
        if (told !== undefined) resolve(Number(told));
      });
    });
    const response = await fetch(`http://127.0.0.1:${port}/?${new URLSearchParams({ origin, closed }).toString()}`);
    return resultOf(await response.json());
  } finally {
    child.kill();
  }
}

async function chromium({ origin, closed }: Target): Promise<SuiteResult> {
  // A page of another origin than the server's, as a consumer's would be.
  const pages = createServer((request, response) => {
    response.setHeader("content-type", request.url === "/page.js" ? "text/javascript" : "text/html");
    if (request.url === "/page.js") response.end(readFileSync(join(folder, "page.js")));
    else
      response.end(
        '<!doctype html><title>Suite</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      );
  });
  await new Promise<void>((done) => pages.listen(0, "127.0.0.1", done));
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    // Sound: a server that listens on TCP has an address of this kind.
    await tab.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
    await tab.waitForFunction("typeof runSuite === 'function'");
    return resultOf(await tab.evaluate(`runSuite(${JSON.stringify(origin)}, ${JSON.stringify(closed)})`));
  } finally {
    await browser.close();
    pages.close();
  }
}

function find(command: string, inPackages: string): string {
  if (existsSync(join(packages, inPackages))) return join(packages, inPackages);
  const onPath = spawnSync("which", [command], { encoding: "utf8" }).stdout.trim();
  if (onPath !== "") return onPath;
  throw new Error(`${command} is missing; install it with: npm ci --prefix test/runtimes/packages`);
}

function resultOf(value: unknown): SuiteResult {
  // Sound: each launcher passes on what runSuite gave it.
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

async function main(names: string[]): Promise<void> {
  const chosen = names.map((name) => {
    const launch = launchers[name];
    if (launch !== undefined) return { name, launch };
    throw new Error(`there is no launcher for ${name}; there is ${Object.keys(launchers).join(", ")}`);
  });
  mkdirSync(folder, { recursive: true });
  for (const entry of ["command-line", "worker", "page"]) {
    await build({ ...bundle(`${entry}.ts`), outfile: join(folder, `${entry}.js`) });
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const nobody = await listen();
  await new Promise((closed) => nobody.server.close(closed));

  for (const { name, launch } of chosen) {
    const { origin, server } = await listen();
    try {
      const { passed, failed } = await launch({ origin, closed: nobody.origin });
      console.log(`${name}: ${passed.length} promises kept, ${failed.length} broken`);
      for (const line of failed) console.log(`  ${line}`);
      if (failed.length > 0 || passed.length === 0) process.exitCode = 1;
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
