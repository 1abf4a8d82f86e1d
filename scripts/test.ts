// Runs the checks that need only Node and together take a minute. The others run beside Jest, as many at once as there are further cores.
import {
  spawn,
  type ChildProcessByStdio,
  type SpawnOptionsWithStdioTuple,
  type StdioNull,
  type StdioPipe,
} from "node:child_process";
import { availableParallelism } from "node:os";
import type { Readable } from "node:stream";
import { stripVTControlCharacters, styleText } from "node:util";

import { buildPackage } from "./shared/build-package.js";
import { runCommand } from "./shared/command.js";

/**
 * In the order in which they start: the longest first. Each reads dist/, and none of them writes it. `lint:openapi` and
 * `generate -- --check` are not among them, since tests in test/description/ check the same, and `lint` is not, since it
 * takes half as long as all the others.
 */
const besideJest: Record<string, string> = {
  typecheck: "npm run --silent typecheck",
  knip: "npm run --silent knip",
  size: "npm run --silent size",
  api: "npm run --silent api -- --check",
};

const jestCommand = ["node_modules/jest/bin/jest.js", "--coverage"];
const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
const settings: SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioPipe> = {
  stdio: ["ignore", "pipe", "pipe"],
  env: { ...process.env, ...color },
};

await runCommand(
  {
    name: "test",
    usage: "npm test [-- options of Jest]",
    summary: `Builds the package, then runs Jest and these checks: ${Object.keys(besideJest).join(", ")}. Prints a line for each as it
ends, and the output of those that failed at the end.`,
    passesOn: true,
  },
  async (_, jestOptions) => {
    buildPackage();
    console.log(`built in ${seconds(0)}; running jest, ${Object.keys(besideJest).join(", ")}`);
    const jest = outcomeOf("jest", spawn(process.execPath, [...jestCommand, ...jestOptions], settings));
    const waiting = Object.entries(besideJest);
    const lanes = Array.from({ length: Math.max(1, availableParallelism() - 1) }, async () => {
      const results: Result[] = [];
      for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
        const [name, command] = check;
        results.push(await outcomeOf(name, spawn(command, { ...settings, shell: true })));
      }
      return results;
    });
    const results = (await Promise.all([jest, ...lanes])).flat();
    const failed = results.filter(({ passed }) => !passed);
    for (const result of failed) console.log(`\n${styleText("bold", result.name)}\n\n${shown(result)}\n`);
    if (failed.length > 0) throw new Error(`failed: ${failed.map(({ name }) => name).join(", ")} (${seconds(0)})`);
    console.log(`All checks passed in ${seconds(0)}.`);
  },
);

interface Result {
  name: string;
  passed: boolean;
  output: string;
}

function outcomeOf(name: string, child: ChildProcessByStdio<null, Readable, Readable>): Promise<Result> {
  const startedAt = performance.now();
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    child.on("close", (exitCode) => {
      const passed = exitCode === 0;
      const tests = /^Tests: +(.*)$/m.exec(stripVTControlCharacters(output))?.[1];
      console.log(
        `${passed ? styleText("green", "passed") : styleText("red", "FAILED")}: ${name} (${seconds(startedAt)}${tests ? `; ${tests}` : ""})`,
      );
      resolve({ name, passed, output });
    });
  });
}

/** Of Jest, what it says of the tests that failed, once. */
function shown({ output }: Result): string {
  const [, summary = output] = output.split("Summary of all failing tests\n");
  const lines = summary.split("\n");
  return lines
    .filter((line) => !/^\s*PASS /.test(stripVTControlCharacters(line)))
    .join("\n")
    .trim();
}

function seconds(startedAt: number): string {
  return `${Math.round((performance.now() - startedAt) / 1_000)} s`;
}
