import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";

import { callsSection, type Calls } from "../measures/calls.js";
import { growthSection, type Grown } from "../measures/growth.js";
import { loopbackSection, type Loopback } from "../measures/loopback.js";
import { memorySection, type Memory } from "../measures/memory.js";
import { peerNames } from "../peers/peer.js";
import { promisesSection, type Promised } from "../measures/promises.js";
import type { Settings } from "../settings.js";
import { sizeSection, type Imports, type Sizes } from "../measures/size.js";
import { figure, mebibytes } from "./table.js";

export interface Results {
  /** By the path of its binary. */
  nodeVersions: Map<string, string>;
  calls: Calls;
  loopback: Loopback;
  sizes: Sizes;
  imports: Imports;
  promised: Promised;
  grown: Grown[];
  memory: Memory;
}

/** bench/RESULTS.md: the figures, then what bench/report/notes.md says of them. */
export function resultsFile(results: Results, settings: Settings): string {
  const nodes = [...results.nodeVersions];
  const perNode = (section: (node: string) => string) =>
    nodes.map(([node, version]) => `### Node ${version}\n\n${section(node)}`).join("\n\n");
  const atOnce = (calls: number) =>
    perNode((node) => loopbackSection(results.loopback, node, calls)).replaceAll(
      "### Node",
      `### ${calls} at a time, Node`,
    );

  return `<!-- Written by \`npm run bench\`. The text at its end is bench/report/notes.md. -->

# Measured beside its peers

![Calls a second on a ready answer, and size](results.svg)

${machine()}. Node ${nodes.map(([, version]) => version).join(" and ")}. ${versions()}.

Written by \`npm run bench\`, which builds everything anew and runs each case in its own process. A figure is the median of
its rounds, in which every case has its turn; in brackets stand the least and the most. There are ${settings.rounds} rounds of the calls
(1 and 2), ${settings.importRounds} of the imports (3), ${settings.growthRounds} of the growth (5), ${settings.memoryRounds} of the memory (6). Where a time is told as a multiple of another
client's, it is the median of what each round gave, and not the quotient of the medians.

## 1. What a call costs on a ready answer

No network: \`fetch\` is a function that answers at once. In the last three columns it first makes a \`Request\` of what it is
given, as the platform's own does. Every client sends the same call with the same token; this one runs with all its
defaults on.

${perNode((node) => callsSection(results.calls, node))}

## 2. Over HTTP on loopback

To a server in a process of its own, connections kept alive. \`fetch\` runs twice: how far its second row is from its first
is what this machine makes of one and the same thing.

${atOnce(1)}

${atOnce(50)}

## 3. Size and start

One file that deletes a customer through each, bundled for the web by esbuild; and the first import of the same in Node
${process.versions.node}. What loads Node's own \`fetch\` as it is imported has that in its time; the others pay it at the first call.

${sizeSection(results.sizes, results.imports)}

## 4. What the caller is told

Eight faults of a server, none of which deletes anything, through each client as its documentation shows it, its
defaults untouched. Where it says **“deleted”**, the call resolved as it does after a delete.

${promisesSection(results.promised, settings)}

## 5. Growth

Descriptions of more and more operations, each shaped like the one there is, with a path and an id parameter of its own.
The type check is a strict consumer's, \`skipLibCheck\` off, with TypeScript 7; the bundle is one that deletes a customer.

${growthSection(results.grown)}

## 6. Memory over ${figure(settings.memoryCalls)} calls

One after another, on a ready answer with a \`Request\` made for each.

${memorySection(results.memory)}

${readFileSync("bench/report/notes.md", "utf8").trim()}
`;
}

function machine(): string {
  const all = cpus();
  return `${new Date().toISOString().slice(0, 10)}, ${all.length} cores of ${all[0]?.model.trim() ?? "an unknown kind"}, ${mebibytes(totalmem())}, ${type()} ${release()}`;
}

/** Of the peers, as they are installed. */
function versions(): string {
  const places = {
    "enkash-customer-client": ".",
    "openapi-fetch": "node_modules/openapi-fetch",
    "hey-api": "bench/node_modules/@hey-api/openapi-ts",
  };
  const named = peerNames
    .filter((peer) => peer !== "fetch")
    .map((peer) => {
      const place = peer in places ? places[peer as keyof typeof places] : `bench/node_modules/${peer}`;
      // Sound: every package.json of an installed package has its version.
      const { version } = JSON.parse(readFileSync(`${place}/package.json`, "utf8")) as { version: string };
      return `${peer} ${version}`;
    });
  return named.join(", ");
}
