import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import type { Speed } from "../cases/cases.js";
import { peerNames, type PeerName } from "../peers/peer.js";
import { casesFile, runCase } from "../process.js";
import { inRounds, median, type Measured } from "../rounds.js";
import type { Settings } from "../settings.js";
import { figure, spread, table } from "../table.js";

export type Loopback = Measured<{ node: string; title: string; peer: PeerName; concurrency: number }, Speed>[];

/** `fetch` is measured twice: the difference between its two rows is the noise of the machine. */
const rows = peerNames.flatMap((peer) => [
  { title: peer, peer },
  ...(peer === "fetch" ? [{ title: "fetch, repeated", peer }] : []),
]);

/** Calls over HTTP, to a server in its own process. */
export async function measureLoopback({ nodes, rounds, seconds }: Settings): Promise<Loopback> {
  const server = fork(casesFile, ["server"]);
  const port = await portOf(server);
  const cases = nodes.flatMap((node) =>
    [1, 50].flatMap((concurrency) => rows.map((row) => ({ node, ...row, concurrency }))),
  );
  try {
    return await inRounds(rounds, cases, ({ node, peer, concurrency }) =>
      runCase<Speed>(node, "loopback", peer, port, concurrency, seconds),
    );
  } finally {
    server.disconnect();
  }
}

async function portOf(server: ChildProcess): Promise<number> {
  const [address] = (await once(server, "message")) as [{ port: number }]; // Safe: the `server` case sends its address first.
  return address.port;
}

export function loopbackSection(loopback: Loopback, node: string, concurrency: number): string {
  const samplesOf = (title: string) =>
    loopback.find((one) => one.node === node && one.title === title && one.concurrency === concurrency)?.samples ?? [];
  return table(
    ["", "calls/s", "time, `fetch` = 1", "p50 ms", "p99 ms", "CPU µs per call"],
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
