// npm run test:consumers: packs the package, installs the tarball into the projects of test/consumers/, in a folder
// outside this one, and runs each of them against the sandbox.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { findChromium, launchChromium } from "../test/runtimes/chromium.js";
import { withSandbox } from "../test/support/sandbox-process.js";

const shown = ["SUCCESS", "RECORD_NOT_FOUND", "1"].join("\n");
const folder = mkdtempSync(join(tmpdir(), "enkash-consumers-"));
const bin = (name: string) => join(folder, "node_modules", name);

/** Each gives what it printed, having deleted a customer at `url` and been refused the second time. */
const consumers: Record<string, (url: string) => string | Promise<string>> = {
  ...Object.fromEntries(
    ["ts-esm", "ts-cjs"].flatMap((project) =>
      ["typescript-5", "typescript-6", "typescript-7"].map((compiler) => [
        `${project} with ${compiler}`,
        (url: string) => {
          node(project, [join(bin(compiler), "bin/tsc")]);
          return node(project, ["out/main.js"], url);
        },
      ]),
    ),
  ),
  "js-require": (url) => node("js-require", ["main.js"], url),
  "js-import": (url) => node("js-import", ["main.js"], url),
  "jest-cjs": (url) => {
    // Jest fails by itself; its own exit code is the proof.
    node("jest-cjs", [join(bin("jest"), "bin/jest.js")], url);
    return shown;
  },
  "browser, bundled by esbuild": (url) => {
    const options = ["--bundle", "--format=esm", "--minify", "--outfile=esbuild/main.js", "--log-level=warning"];
    execFileSync(join(bin("esbuild"), "bin/esbuild"), ["main.js", ...options], { cwd: join(folder, "browser") });
    cpSync(join(folder, "browser/index.html"), join(folder, "browser/esbuild/index.html"));
    return inChromium(join(folder, "browser/esbuild"), url);
  },
  "browser, bundled by Vite": (url) => {
    node("browser", [join(bin("vite"), "bin/vite.js"), "build", "--outDir", "vite", "--logLevel", "warn"]);
    return inChromium(join(folder, "browser/vite"), url);
  },
};

function node(project: string, args: string[], url = ""): string {
  const env = { ...process.env, ENKASH_BASE_URL: url, NODE_OPTIONS: "" };
  return execFileSync(process.execPath, args, { cwd: join(folder, project), env, encoding: "utf8" }).trim();
}

/** What the page of this folder shows once it is done. */
async function inChromium(site: string, url: string): Promise<string> {
  const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    const file = join(site, path === "/" ? "index.html" : path);
    response.setHeader("content-type", types[extname(file)] ?? "text/plain").end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    // Sound: a server that listens on TCP has an address of this kind.
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?sandbox=${encodeURIComponent(url)}`);
    await page.locator("#output[data-done]").waitFor();
    return (await page.locator("#output").innerText()).trim();
  } finally {
    await browser.close();
    server.close();
  }
}

async function main(): Promise<void> {
  parseArgs(); // It takes no options, and says so.
  findChromium();
  cpSync("test/consumers", folder, { recursive: true });
  const npm = (...args: string[]) =>
    execFileSync("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  npm("ci");
  npm("pack", resolve("."), "--silent");
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  npm("install", "--no-save", `./${tarball}`);

  for (const [name, run] of Object.entries(consumers)) {
    const printed = await withSandbox(run);
    if (printed !== shown) throw new Error(`${name} printed ${JSON.stringify(printed)}, not ${JSON.stringify(shown)}`);
    console.log(`${name}: deletes a customer, and handles RECORD_NOT_FOUND`);
  }
}

main()
  .catch((error: unknown) => {
    const { stdout } = error as { stdout?: string | Buffer }; // Sound: execFileSync's errors carry it.
    console.error(
      `test:consumers: ${error instanceof Error ? error.message : String(error)}\n${stdout?.toString() ?? ""}`,
    );
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(folder, { recursive: true });
  });
