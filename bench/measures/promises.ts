import type { Told } from "../cases/faults.js";
import { peerNames, type PeerName } from "../peers/peer.js";
import { runCase } from "./process.js";
import type { Settings } from "../settings.js";
import { table } from "../report/table.js";

export type Promised = { peer: PeerName; told: Told[] }[];

/** What each peer tells its caller when the server is at fault; side by side, since most of it is waiting. */
export function measurePromises({ patienceSeconds }: Settings): Promise<Promised> {
  return Promise.all(
    peerNames.map(async (peer) => ({
      peer,
      told: await runCase<Told[]>(process.execPath, "faults", peer, patienceSeconds),
    })),
  );
}

export function promisesSection(promised: Promised, { patienceSeconds }: Settings): string {
  const faults = promised[0]?.told.map(({ fault }) => fault) ?? [];
  const cell = ({ outcome, requests }: Told) => {
    if (outcome === undefined) return `still waiting after ${patienceSeconds} s`;
    const sent = requests.length === 0 ? ", nothing sent" : "";
    return outcome === "deleted" ? "**“deleted”**" : `${outcome}${sent}`;
  };
  return table(
    ["", ...promised.map(({ peer }) => peer)],
    [
      ...faults.map((fault) => [
        fault,
        ...promised.flatMap(({ told }) => told.filter((one) => one.fault === fault).map(cell)),
      ]),
      ["**deletes reported that did not happen**", ...promised.map(({ told }) => `**${falselyReported(told)}**`)],
    ],
  );
}

export function falselyReported(told: readonly Told[]): number {
  return told.filter(({ outcome }) => outcome === "deleted").length;
}
