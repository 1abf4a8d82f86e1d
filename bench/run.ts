import { writeFileSync } from "node:fs";

import { runCommand } from "../scripts/shared/command.js";
import { measureCalls } from "./measures/calls.js";
import { measureFaults } from "./measures/faults.js";
import { measureGrowth } from "./measures/growth.js";
import { measureLoopback } from "./measures/loopback.js";
import { measureMemory } from "./measures/memory.js";
import { measureSite } from "./measures/site.js";
import { measureImports, measureSizes } from "./measures/size.js";
import { prepare } from "./prepare.js";
import { run } from "./process.js";
import { picture } from "./report/picture.js";
import { resultsFile } from "./report/results.js";
import { settingsOf, work, type Settings } from "./settings.js";

const command = {
  name: "bench",
  summary: `Compares this client with its peers, and writes bench/RESULTS.md and bench/results.svg. Takes about twenty minutes.
It has no pass/fail threshold. It needs a Chromium (apt-get install chromium).`,
  options: {
    quick: {
      type: "boolean",
      default: false,
      description: `a short run of about a minute, to see that it works; its figures are not reliable; writes to ${work}/`,
    },
    node: {
      type: "string",
      value: "PATH",
      multiple: true,
      description: `a Node binary to measure calls on; may be repeated
(default: the Node that runs this, and on Linux x64 also the Node 24 of bench/package.json)`,
    },
  },
} as const;

await runCommand(command, ({ quick, node }) => bench(settingsOf(quick, node)));

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
  const pages = await step("docs site", () => measureSite(settings));

  const results = { nodeVersions, calls, loopback, sizes, imports, faults, grown, memory, pages };
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
