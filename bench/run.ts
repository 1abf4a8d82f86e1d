// npm run bench [-- --quick] [--node PATH]...
import { writeFileSync } from "node:fs";

import { measureCalls } from "./measures/calls.js";
import { measureFaults } from "./measures/faults.js";
import { measureGrowth } from "./measures/growth.js";
import { measureLoopback } from "./measures/loopback.js";
import { measureMemory } from "./measures/memory.js";
import { measureImports, measureSizes } from "./measures/size.js";
import { prepare } from "./prepare.js";
import { run } from "./process.js";
import { picture } from "./report/picture.js";
import { resultsFile } from "./report/results.js";
import { readSettings, type Settings } from "./settings.js";

async function bench(settings: Settings): Promise<void> {
  await step("installing the peers, building", prepare);
  const nodeVersions = new Map<string, string>();
  for (const node of settings.nodes) nodeVersions.set(node, (await run(node, ["--version"])).trim().slice(1));

  // In parallel, because neither measures time.
  const [faults, memory] = await step("faults and memory", () =>
    Promise.all([measureFaults(settings), measureMemory(settings)]),
  );
  const sizes = await step("size", measureSizes);
  const imports = await step("import", () => measureImports(settings));
  const calls = await step("calls", () => measureCalls(settings));
  const loopback = await step("loopback", () => measureLoopback(settings));
  const grown = await step("growth", () => measureGrowth(settings));

  const results = { nodeVersions, calls, loopback, sizes, imports, faults, grown, memory };
  writeFileSync(`${settings.resultsFolder}/RESULTS.md`, resultsFile(results, settings));
  writeFileSync(`${settings.resultsFolder}/results.svg`, picture(results));
  await run(process.execPath, [
    "node_modules/prettier/bin/prettier.cjs",
    "--write",
    `${settings.resultsFolder}/RESULTS.md`,
  ]);
  console.log(`${settings.resultsFolder}/RESULTS.md and results.svg written.`);
}

async function step<Result>(name: string, measure: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  const result = await measure();
  console.log(`${name}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  return result;
}

try {
  const settings = readSettings();
  if (settings !== undefined) await bench(settings);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
