// Runs every check that needs only Node. The other checks run beside Jest, as many at once as there are further cores.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

import { buildPackage } from "./shared/build-package.js";
import { runCommand } from "./shared/command.js";

/**
 * In the order in which they start: the longest first. Each reads dist/, and none of them writes it. `lint:openapi` and
 * `generate -- --check` are not among them, since tests in test/description/ check the same.
 */
const checks: Record<string, string> = {
  lint: "npm run --silent lint",
  api: "npm run --silent api -- --check",
  "format:check": "npm run --silent format:check",
  typecheck: "npm run --silent typecheck",
  knip: "npm run --silent knip",
  size: "npm run --silent size",
};

// Arguments after "--" are not parsed. Jest gets them as they are.
if (!process.argv.includes("--help")) process.argv.splice(2, 0, "--");
await runCommand(
  {
    name: "test",
    usage: "npm test [-- options of Jest]",
    summary: `Builds the package, then runs Jest and these checks: ${Object.keys(checks).join(", ")}.`,
    positionals: true,
  },
  async (_, jestOptions) => {
    buildPackage();
    const jest = runJest(jestOptions);
    const failed: string[] = [];
    const waiting = Object.entries(checks);
    const lanes = Array.from({ length: Math.max(1, availableParallelism() - 1) }, async () => {
      for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
        const [name, command] = check;
        const { passed, output } = await runCheck(command);
        console.log(passed ? `passed: ${name}` : `FAILED: ${name}\n${output}`);
        if (!passed) failed.push(name);
      }
    });
    await Promise.all(lanes);
    if (!(await jest)) failed.push("jest");
    if (failed.length > 0) throw new Error(`failed: ${failed.join(", ")}`);
    console.log("All checks passed.");
  },
);

/** Its output is shown as it comes, through a pipe, since Jest on a terminal would overwrite the lines of other checks. */
function runJest(options: string[]): Promise<boolean> {
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(process.execPath, ["node_modules/jest/bin/jest.js", "--coverage", ...options], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...color },
  });
  child.stdout.pipe(process.stdout);
  child.stderr.pipe(process.stderr);
  return new Promise((resolve) => {
    child.on("close", (exitCode) => {
      resolve(exitCode === 0);
    });
  });
}

function runCheck(command: string): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("close", (exitCode) => {
      resolve({ passed: exitCode === 0, output });
    });
  });
}
