// Packs the package, installs the tarball into a copy of the projects of test/consumers/ outside the repository, and runs
// each project against the sandbox.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { buildPackage } from "../../scripts/shared/build-package.js";
import { runCommand } from "../../scripts/shared/command.js";
import { listenOnLoopback } from "../../scripts/shared/loopback.js";
import { packPackage } from "../../scripts/shared/pack-package.js";
import { startServer } from "../../scripts/shared/start-server.js";
import { staticFiles } from "../../scripts/shared/static-files.js";
import { findChromium, launchChromium } from "../runtimes/chromium.js";
import { findNode, nodeLines } from "../runtimes/node-lines.js";
import { installFromGit } from "./install-from-git.js";
import { deleteThroughNext } from "./next.js";

const expected = ["SUCCESS", "RECORD_NOT_FOUND", "1"].join("\n");
const folder = mkdtempSync(join(tmpdir(), "enkash-consumers-"));
/** Projects that have the sources of another folder, and a package.json of their own. */
const sources: Record<string, string> = {
  "ts-esm": "typescript",
  "ts-cjs": "typescript",
  "next-14": "next",
  "next-15": "next",
  "git-install": "js-import",
};
const compilers = ["typescript-4.8", "typescript-5", "typescript-6", "typescript-7"];
/** Each is run once. Every compiler checks the types of all. */
const fetchLibraries = [
  ["undici", "typescript-5"],
  ["cross-fetch", "typescript-6"],
  ["node-fetch-2", "typescript-7"],
  ["node-fetch-3", "typescript-7"],
] as const;
type Runner = readonly [name: string, file: string, ...args: string[]];
const jest: Runner = ["jest", "bin/jest.js"];
const vitest: Runner = ["vitest", "vitest.mjs", "run"];
const jsdomProjects = [
  ["jest-jsdom", ...jest],
  ["jest-29-jsdom", ...jest],
  ["jest-fixed-jsdom", ...jest],
  ["vitest-3-jsdom", ...vitest],
] as const;
const newerNodes = nodeLines.filter(({ name }) => ["node-24", "node-26"].includes(name));
const es2020 = ["--target", "es2020", "--lib", "es2020"];
const bin = (name: string) => join(folder, "node_modules", name);

/** Each deletes a customer of the sandbox at `url` twice, and returns what it printed. */
const consumers: Record<string, (url: string) => string | Promise<string>> = {
  ...Object.fromEntries(
    compilers.flatMap((compiler) => [
      [`ts-esm with ${compiler}`, (url: string) => typescript("ts-esm", compiler, url)],
      [`ts-esm for ES2020 with ${compiler}`, (url: string) => typescript("ts-esm", compiler, url, { tsc: es2020 })],
      [`ts-cjs with ${compiler}`, (url: string) => typescript("ts-cjs", compiler, url)],
    ]),
  ),
  ...Object.fromEntries(
    fetchLibraries.map(([library, compiler]) => [
      `fetch of ${library}, with ${compiler}`,
      (url: string) => typescript("fetch", compiler, url, { args: [library] }),
    ]),
  ),
  "js-require": (url) => node("js-require", ["main.js"], url),
  "js-import": (url) => node("js-import", ["main.js"], url),
  "git-install": (url) => {
    installFromGit(join(folder, "git-install"), join(folder, "repository"));
    return node("git-install", ["main.js"], url);
  },
  "jest-cjs": (url) => runTests("jest-cjs", jest, url),
  "jest-27": (url) => runTests("jest-27", jest, url),
  ...Object.fromEntries(
    jsdomProjects.flatMap(([project, ...runner]) =>
      // Classes of two realms meet in jsdom, and not every line of Node takes the same mixture.
      [undefined, ...newerNodes].map((line): [string, (url: string) => string] => [
        line === undefined ? project : `${project} on ${line.name}`,
        (url) => runTests(project, runner, url, line && findNode(line)),
      ]),
    ),
  ),
  "tools that read the description": (url) => {
    node("tools", [join(bin("@hey-api/openapi-ts"), "bin/run.js")]);
    node("tools", [join(bin("typescript-5"), "bin/tsc")]);
    const options = ["--bundle", "--platform=node", "--format=esm", "--packages=external", "--outfile=out/main.js"];
    execFileSync(join(bin("esbuild"), "bin/esbuild"), ["main.ts", ...options, "--log-level=warning"], {
      cwd: join(folder, "tools"),
    });
    return node("tools", ["out/main.js"], url);
  },
  "react-native": (url) => node("react-native", ["run.cjs"], url),
  "browser, bundled by webpack 5.0": (url) => {
    // webpack 5.0 hashes with md4.
    node("browser", ["--openssl-legacy-provider", "build-webpack.cjs"]);
    cpSync(join(folder, "browser/index.html"), join(folder, "browser/webpack/index.html"));
    return inChromium(join(folder, "browser/webpack"), url);
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
  ...Object.fromEntries(
    ["next-14", "next-15"].flatMap((project) =>
      (["production", "development"] as const).map((mode) => [
        `${project} in ${mode}`,
        () => deleteThroughNext(join(folder, project), mode),
      ]),
    ),
  ),
};

const command = {
  name: "test:consumers",
  usage: "npm run test:consumers [-- NAME...]",
  summary:
    "Installs the packed package into each project of test/consumers/, and runs the project against the sandbox, or only the\nconsumers whose names begin with one of these.",
  positionals: true,
};

await runCommand(command, (_, names) => testConsumers(names));
rmSync(folder, { recursive: true });

async function testConsumers(names: string[]): Promise<void> {
  const isChosen = (consumer: string) => names.length === 0 || names.some((name) => consumer.startsWith(name));
  const chosen = Object.entries(consumers).filter(([consumer]) => isChosen(consumer));
  if (chosen.length === 0)
    throw new Error(`there is none of ${names.join(", ")}; there is ${Object.keys(consumers).join(", ")}`);
  findChromium();
  newerNodes.forEach(findNode);
  buildPackage();
  // The code that runs the projects stays here.
  const isProject = (path: string) => dirname(path) !== "test/consumers" || !path.endsWith(".ts");
  cpSync("test/consumers", folder, { recursive: true, filter: isProject });
  for (const [project, source] of Object.entries(sources)) {
    cpSync(join("test/consumers", source), join(folder, project), { recursive: true });
  }
  const npm = (...args: string[]) =>
    execFileSync("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  npm("ci");
  packPackage("--silent", "--pack-destination", folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  npm("install", "--no-save", `./${tarball}`);

  for (const [name, run] of chosen) {
    const sandbox = await startServer("scripts/sandbox.ts");
    try {
      const printed = await run(sandbox.url);
      if (printed !== expected)
        throw new Error(`${name} printed ${JSON.stringify(printed)}, not ${JSON.stringify(expected)}`);
      console.log(`${name}: deletes a customer, and handles RECORD_NOT_FOUND`);
    } finally {
      await sandbox.stop();
    }
  }
}

function typescript(
  project: string,
  compiler: string,
  url: string,
  { tsc = [], args = [] }: { tsc?: string[]; args?: string[] } = {},
): string {
  node(project, [join(bin(compiler), "bin/tsc"), ...tsc]);
  return node(project, ["out/main.js", ...args], url);
}

/** The assertions are in the project. The exit code of its test runner is the result. */
function runTests(project: string, [name, file, ...args]: Runner, url: string, binary?: string): string {
  const manifest = createRequire(join(folder, project, "package.json")).resolve(`${name}/package.json`);
  node(project, [join(dirname(manifest), file), ...args], url, binary);
  return expected;
}

function node(project: string, args: string[], url = "", binary = process.execPath): string {
  const env = { ...process.env, ENKASH_BASE_URL: url, NODE_OPTIONS: "" };
  const { status, stdout } = spawnSync(binary, args, {
    cwd: join(folder, project),
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status === 0) return stdout.trim();
  console.error(stdout);
  throw new Error(`${project}: node ${args.join(" ")} ended with exit code ${status}; its output is above`);
}

/** Opens the page of this folder, and returns its text once it is done. */
async function inChromium(site: string, url: string): Promise<string> {
  const server = await listenOnLoopback(staticFiles(site));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/?sandbox=${encodeURIComponent(url)}`);
    await page.locator("#output[data-done]").waitFor();
    return (await page.locator("#output").innerText()).trim();
  } finally {
    await browser.close();
    await server.close();
  }
}
