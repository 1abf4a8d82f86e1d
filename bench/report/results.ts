import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";

import { callsSection, type Calls } from "../measures/calls.js";
import { faultsSection, type PeerFaults } from "../measures/faults.js";
import { growthSection, type Grown } from "../measures/growth.js";
import { loopbackSection, type Loopback } from "../measures/loopback.js";
import { memorySection, type Memory } from "../measures/memory.js";
import { siteSection, type LoadedPage } from "../measures/site.js";
import { sizeSection, type Imports, type Sizes } from "../measures/size.js";
import { peerNames, type PeerName } from "../peers/peer.js";
import type { Settings } from "../settings.js";
import { figure, mebibytes } from "../table.js";

export interface Results {
  /** By the path of its binary. */
  nodeVersions: Map<string, string>;
  calls: Calls;
  loopback: Loopback;
  sizes: Sizes;
  imports: Imports;
  faults: PeerFaults[];
  grown: Grown[];
  memory: Memory;
  pages: LoadedPage[];
}

/** bench/RESULTS.md: the figures, followed by bench/report/notes.md. */
export function resultsFile(results: Results, settings: Settings): string {
  const nodes = [...results.nodeVersions];
  const perNode = (section: (node: string) => string) =>
    nodes.map(([node, version]) => `### Node ${version}\n\n${section(node)}`).join("\n\n");
  const loopback = (concurrency: number) =>
    perNode((node) => loopbackSection(results.loopback, node, concurrency)).replaceAll(
      "### Node",
      `### ${concurrency} in flight, Node`,
    );

  return `<!-- Written by \`npm run bench\`. The text from "How to read this" on is bench/report/notes.md. -->

# Comparison with peers

![Calls per second on a stubbed fetch, false reports of a delete, and size](results.svg)

${machine()}. Node ${nodes.map(([, version]) => version).join(" and ")}. ${versions()}.

Written by \`npm run bench\`, which rebuilds everything and runs each case in its own process. It has no pass/fail
threshold. A figure is the median of its rounds, with the minimum and the maximum in parentheses. Each round runs every
case once. Number of rounds: ${settings.rounds} for the calls (1 and 2), ${settings.importRounds} for the imports (3), ${settings.growthRounds} for the growth (5), ${settings.memoryRounds} for the
memory (6). A time relative to another client is the median of the ratios of the rounds, not the ratio of the medians.

## 1. The client's own cost per call

No network: \`fetch\` is a stub that returns the response at once. In the last three columns the stub constructs a
\`Request\` first, as the platform's \`fetch\` does. Every client sends the same call with the same token. This client
runs with its default options.

${perNode((node) => callsSection(results.calls, node))}

## 2. HTTP on loopback

The server has its own process, and connections are kept alive. \`fetch\` is measured twice: the difference between its two
rows is the noise of this machine.

${loopback(1)}

${loopback(50)}

## 3. Size and import time

The size of one file that deletes a customer through each client, bundled for browsers by esbuild, and the time of the
first import of the same file in Node ${process.versions.node}. The import time includes the loading of Node's own \`fetch\` where a
client loads it on import. The other clients load it at the first call.

${sizeSection(results.sizes, results.imports)}

## 4. What each client reports when the server fails

Eight faults of a server, none of which deletes a customer. Each client is used as its documentation shows, with its
default options. **“deleted”** means that the call resolved as it does after a successful delete.

${faultsSection(results.faults, settings)}

## 5. Growth

Descriptions with more operations: copies of the documented one for further kinds of customers, each with its own path and
id parameter, and for each kind the vendor's PATCH with a JSON body of fourteen members, the same for all. The type check is
that of a strict consumer with \`skipLibCheck\` off, by TypeScript 7. The bundle deletes a customer.

${growthSection(results.grown)}

## 6. Memory over ${figure(settings.memoryCalls)} calls

Sequential calls on a stubbed \`fetch\` that constructs a \`Request\`.

${memorySection(results.memory)}

## 7. The docs site on a slow phone

Chromium with a screen of 390 pixels, its CPU four times slower, over 1.6 Mbit/s with a latency of 150 ms, and an empty
cache for each load. The site is served compressed. Number of loads: ${settings.siteRounds}.

${siteSection(results.pages)}

${readFileSync("bench/report/notes.md", "utf8").trim()}
`;
}

function machine(): string {
  const all = cpus();
  return `${new Date().toISOString().slice(0, 10)}, ${all.length} cores of ${all[0]?.model.trim() ?? "an unknown kind"}, ${mebibytes(totalmem())}, ${type()} ${release()}`;
}

/** The installed versions of the peers. */
function versions(): string {
  const places: Partial<Record<PeerName, string>> = {
    "enkash-customer-client": ".",
    "openapi-fetch": "node_modules/openapi-fetch",
    "hey-api": "bench/node_modules/@hey-api/openapi-ts",
  };
  const named = peerNames
    .filter((peer) => peer !== "fetch" && peer !== "enkash-openapi-fetch")
    .map((peer) => {
      const place = places[peer] ?? `bench/node_modules/${peer}`;
      // Safe: every package.json of an installed package has its version.
      const { version } = JSON.parse(readFileSync(`${place}/package.json`, "utf8")) as { version: string };
      return `${peer} ${version}`;
    });
  return named.join(", ");
}
