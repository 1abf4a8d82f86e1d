import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import type { Speed } from "../cases/measure.js";
import { peerNames, type PeerName } from "../peers/peer.js";
import { runCase } from "./process.js";
import { inRounds, median, type Measured } from "./rounds.js";
import { work, type Settings } from "../settings.js";
import { figure, spread, table } from "../report/table.js";

export type Loopback = Measured<{ node: string; title: string; peer: PeerName; atOnce: number }, Speed>[];

/** One peer twice: how far apart the two are is what the machine makes of the same thing. */
const rows = peerNames.flatMap((peer) => [
  { title: peer, peer },
  ...(peer === "fetch" ? [{ title: "fetch, once more", peer }] : []),
]);

/** Calls over HTTP, to a server in a process of its own. */
export async function measureLoopback({ nodes, rounds, seconds }: Settings): Promise<Loopback> {
  const server = fork(`${work}/cases/server.js`);
  const port = await portOf(server);
  const cases = nodes.flatMap((node) => [1, 50].flatMap((atOnce) => rows.map((row) => ({ node, ...row, atOnce }))));
  try {
    return await inRounds(rounds, cases, ({ node, peer, atOnce }) =>
      runCase<Speed>(node, "loopback", peer, port, atOnce, seconds),
    );
  } finally {
    server.disconnect();
  }
}

async function portOf(server: ChildProcess): Promise<number> {
  const [address] = (await once(server, "message")) as [{ port: number }]; // Sound: what cases/server.ts sends first.
  return address.port;
}

export function loopbackSection(loopback: Loopback, node: string, atOnce: number): string {
  const samplesOf = (title: string) =>
    loopback.find((one) => one.node === node && one.title === title && one.atOnce === atOnce)?.samples ?? [];
  return table(
    ["", "calls a second", "time, `fetch` = 1", "p50 ms", "p99 ms", "CPU µs a call"],
    rows.map(({ title }) => {
      const samples = samplesOf(title);
      const ratios = samples.map(
        ({ callsPerSecond }, round) => (samplesOf("fetch")[round]?.callsPerSecond ?? NaN) / callsPerSecond,
      );
      return [
        title,
        spread(samples.map(({ callsPerSecond }) => callsPerSecond)),
        spread(ratios, 2),
        figure(median(samples.map(({ p50Milliseconds }) => p50Milliseconds)), 2),
        figure(median(samples.map(({ p99Milliseconds }) => p99Milliseconds)), 2),
        figure(median(samples.map(({ cpuMicroseconds }) => cpuMicroseconds))),
      ];
    }),
  );
}
