import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { requireBuild } from "../../scripts/shared/require-build.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { runNode } from "./run.js";
import { compiledFile, runTypeScript } from "./run-typescript.js";

requireBuild();

/** The TypeScript blocks of a Markdown file, as files within the project, where the package's own name leads to dist/. */
export function codeBlocks(markdown: string): string[] {
  const folder = join(".tmp", basename(markdown, ".md"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const blocks = readFileSync(markdown, "utf8").matchAll(/^```ts\n([^]*?)^```$/gm);
  return Array.from(blocks, ([, source = ""], index) => {
    const file = join(folder, `block-${index + 1}.ts`);
    writeFileSync(file, source);
    return file;
  });
}

/** The compiler's errors in these blocks; empty if there are none. */
export async function compile(blocks: string[]): Promise<string> {
  const project = `${dirname(blocks[0] ?? "")}.json`;
  const files = blocks.map((block) => relative(dirname(project), block));
  writeFileSync(project, JSON.stringify({ extends: "../tsconfig.json", include: [], files }));
  const { stdout, stderr } = await runNode(["node_modules/typescript-7/bin/tsc", "--project", project]);
  return stdout + stderr;
}

type Fault = "none" | "refused" | "stalled" | "redirect" | "forbidden" | "web page" | "unauthorized";

interface Surroundings {
  /** How the sandbox fails. */
  fault?: Fault;
  env?: NodeJS.ProcessEnv;
  /** Modules that are loaded before the block. */
  imports?: string[];
}

/** Runs a block unchanged, with the sandbox as `fetch`, or one that fails in this way. No host is contacted. */
export function runBlock(file: string, { fault = "none", env = {}, imports = [] }: Surroundings = {}) {
  const [account] = createSandbox().accounts;
  const modules = ["test/support/sandbox-fetch.ts", ...imports].map(
    (module) => pathToFileURL(compiledFile(module)).href,
  );
  return runTypeScript(file, [], {
    nodeOptions: modules.flatMap((module) => ["--import", module]),
    env: {
      SANDBOX_FAULT: fault,
      ENKASH_ACCESS_TOKEN: "any",
      ENKASH_CLIENT_ID: account?.clientId,
      ENKASH_CLIENT_SECRET: account?.clientSecret,
      ENKASH_USERNAME: account?.username,
      ENKASH_PASSWORD: account?.password,
      ...env,
    },
  });
}
