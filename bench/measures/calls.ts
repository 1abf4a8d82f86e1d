import type { Speed } from "../cases/cases.js";
import { peerNames, type PeerName } from "../peers/peer.js";
import { runCase } from "../process.js";
import { inRounds, median, type Measured } from "../rounds.js";
import type { Settings } from "../settings.js";
import { figure, spread, table } from "../table.js";

export type Calls = Measured<{ node: string; peer: PeerName; fetchKind: "stub" | "stubWithRequest" }, Speed>[];

/** The cost of a call on a stubbed `fetch`: the client's own work. */
export function measureCalls({ nodes, rounds, seconds }: Settings): Promise<Calls> {
  const cases = nodes.flatMap((node) =>
    peerNames.flatMap((peer) => (["stub", "stubWithRequest"] as const).map((fetchKind) => ({ node, peer, fetchKind }))),
  );
  return inRounds(rounds, cases, ({ node, peer, fetchKind }) =>
    runCase<Speed>(node, "calls", peer, fetchKind, seconds),
  );
}

export function callsOf(calls: Calls, node: string, peer: PeerName, fetchKind: "stub" | "stubWithRequest"): Speed[] {
  return calls.find((one) => one.node === node && one.peer === peer && one.fetchKind === fetchKind)?.samples ?? [];
}

export function callsSection(calls: Calls, node: string): string {
  const cells = (peer: PeerName, fetchKind: "stub" | "stubWithRequest") => {
    const samples = callsOf(calls, node, peer, fetchKind);
    const reference = callsOf(calls, node, "openapi-fetch", fetchKind);
    const ratios = samples.map(
      ({ callsPerSecond }, round) => (reference[round]?.callsPerSecond ?? NaN) / callsPerSecond,
    );
    return [
      spread(samples.map(({ callsPerSecond }) => callsPerSecond)),
      figure(median(samples.map(({ cpuMicroseconds }) => cpuMicroseconds)), 1),
      figure(median(ratios), 2),
    ];
  };
  return table(
    ["", "calls/s", "CPU µs", "time, openapi-fetch = 1", "with `Request`: calls/s", "CPU µs", "time"],
    peerNames.map((peer) => [peer, ...cells(peer, "stub"), ...cells(peer, "stubWithRequest")]),
  );
}
