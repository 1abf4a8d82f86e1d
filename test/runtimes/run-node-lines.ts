// Runs the unit tests, the tests of the package and the suite of test/runtimes/ on each line of Node, in one go each.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, relative, resolve } from "node:path";

import { buildPackage } from "../../scripts/shared/build-package.js";
import { runCommand } from "../../scripts/shared/command.js";
import { findNode, nodeLines, type NodeLine } from "./node-lines.js";

const suites: Record<string, string[]> = {
  unit: ["test/client", "test/auth", "test/sandbox"],
  package: ["test/package"],
};

const command = {
  name: "test:node",
  usage: "npm run test:node [-- node-24 ...]",
  summary: `Builds the package, and runs its tests on each of these lines of Node: ${nodeLines.map(({ name, version }) => `${name} (${version})`).join(", ")}.`,
  positionals: true,
};

await runCommand(command, (_, names) => {
  const unknown = names.find((name) => !nodeLines.some((line) => line.name === name));
  if (unknown !== undefined) throw new Error(`there is no line ${unknown}`);
  const chosen = nodeLines.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const line of chosen) findNode(line); // Before the first runs, which take a minute.
  buildPackage();
  const broken = chosen.filter((line) => !runJest(line)).map(({ name }) => name);
  const run = ["--import", "tsx", "test/runtimes/run.ts", ...chosen.map(({ name }) => name)];
  if (spawnSync(process.execPath, run, { stdio: "inherit" }).status !== 0) broken.push("the suite of test/runtimes/");
  if (broken.length > 0) throw new Error(`failed: ${broken.join(", ")}`);
});

/** Prints a line for each suite, and what Jest says if a test has failed. */
function runJest(line: NodeLine): boolean {
  const binary = findNode(line);
  const outputFile = resolve(`.tmp/${line.name}.json`);
  mkdirSync(dirname(outputFile), { recursive: true });
  // npm, which some tests run, is to run on the same Node.
  const env = { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env["PATH"] ?? ""}` };
  const options = ["--json", `--outputFile=${outputFile}`, ...Object.values(suites).flat()];
  const { status, stderr } = spawnSync(binary, ["node_modules/jest/bin/jest.js", ...options], {
    env,
    encoding: "utf8",
    maxBuffer: Infinity,
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) console.error(stderr);
  const { testResults } = resultsIn(outputFile);
  for (const [suite, folders] of Object.entries(suites)) {
    const assertions = testResults
      .filter(({ name }) => folders.some((folder) => relative(".", name).startsWith(`${folder}/`)))
      .flatMap(({ assertionResults }) => assertionResults);
    const count = (wanted: string) => assertions.filter((assertion) => assertion.status === wanted).length;
    console.log(`${line.name} (${line.version}), ${suite}: ${count("passed")} passed, ${count("failed")} failed`);
  }
  return status === 0;
}

interface JestResults {
  testResults: { name: string; assertionResults: { status: string }[] }[];
}

function resultsIn(file: string): JestResults {
  return JSON.parse(readFileSync(file, "utf8")) as JestResults; // Safe: Jest's own format.
}
