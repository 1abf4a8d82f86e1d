// Runs the unit tests over each small change ("mutant") that Stryker can make in src/, and compares what they overlook
// with test/mutation/survivors.json. Stryker needs a newer Node than the project: it runs on one of test/runtimes/packages.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname } from "node:path";

import { runCommand } from "../../scripts/shared/command.js";
import { findNode, nodeLines } from "../runtimes/node-lines.js";
import { compare, countsOf, type Report, type Survivors } from "./survivors.js";

const folder = "test/mutation";
const packages = `${folder}/packages`;
const report = ".tmp/mutation/report";
const all = "src/**/*.ts";

const command = {
  name: "test:mutation",
  usage: "npm run test:mutation [-- src/envelope.ts ...]",
  summary: `Changes src/, or these files of it, in every small way that Stryker knows, and runs the unit tests over each change.
Fails if they overlook one that ${folder}/survivors.json does not list, or if they find one that it lists.
Writes ${report}.html and ${report}.json. First run npm ci --prefix test/runtimes/packages.`,
  positionals: true,
};

await runCommand(command, (_, files) => {
  const line = nodeLines.find(({ name }) => name === "node-22");
  if (line === undefined) throw new Error("there is no Node 22");
  const node = findNode(line);
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}` };
  const run = (name: string, args: string[]) => {
    if (spawnSync(name, args, { env, stdio: "inherit" }).status !== 0) throw new Error(`${args[0] ?? name} failed`);
  };
  run("npm", ["ci", "--prefix", packages]);
  const mutated = files.length === 0 ? all : files.join(",");
  run(node, [
    `${packages}/node_modules/@stryker-mutator/core/bin/stryker.js`,
    "run",
    `${folder}/stryker.json`,
    "--mutate",
    mutated,
  ]);

  // Safe: Stryker's own format, and our own file.
  const found = JSON.parse(readFileSync(`${report}.json`, "utf8")) as Report;
  const listed = JSON.parse(readFileSync(`${folder}/survivors.json`, "utf8")) as Survivors;
  for (const row of countsOf(found)) console.log(row);
  const differences = compare(found, listed);
  for (const difference of differences) console.error(difference);
  if (differences.length > 0) throw new Error(`${differences.length} differ from ${folder}/survivors.json`);
});
