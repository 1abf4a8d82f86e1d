import type { FaultReport } from "../cases/faults.js";
import { peerNames, type PeerName } from "../peers/peer.js";
import { runCase } from "../process.js";
import type { Settings } from "../settings.js";
import { table } from "../table.js";

export type PeerFaults = { peer: PeerName; reports: FaultReport[] };

/** What each peer reports for each fault of a server. The peers run in parallel, because they mostly wait. */
export function measureFaults({ patienceSeconds }: Settings): Promise<PeerFaults[]> {
  return Promise.all(
    peerNames.map(async (peer) => ({
      peer,
      reports: await runCase<FaultReport[]>(process.execPath, "faults", peer, patienceSeconds),
    })),
  );
}

export function faultsSection(peers: readonly PeerFaults[], { patienceSeconds }: Settings): string {
  const faults = peers[0]?.reports.map(({ fault }) => fault) ?? [];
  const cell = ({ outcome, requests }: FaultReport) => {
    if (outcome === undefined) return `still waiting after ${patienceSeconds} s`;
    const sent = requests.length === 0 ? ", nothing sent" : "";
    return outcome === "deleted" ? "**“deleted”**" : `${outcome}${sent}`;
  };
  return table(
    ["", ...peers.map(({ peer }) => peer)],
    [
      ...faults.map((fault) => [
        fault,
        ...peers.flatMap(({ reports }) => reports.filter((one) => one.fault === fault).map(cell)),
      ]),
      ["**deletes reported that did not happen**", ...peers.map(({ reports }) => `**${falselyReported(reports)}**`)],
    ],
  );
}

export function falselyReported(reports: readonly FaultReport[]): number {
  return reports.filter(({ outcome }) => outcome === "deleted").length;
}
