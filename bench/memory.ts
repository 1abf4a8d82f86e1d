import { peerNames, type PeerName } from "./peer.js";
import { runCase } from "./process.js";
import type { Settings } from "./settings.js";
import { mebibytes, table } from "./table.js";

export type Memory = { peer: PeerName; peakBytes: number; heapBytes: number }[];

/** Two at a time, since what memory they take does not depend on how fast they are. */
export async function measureMemory({ memoryCalls }: Settings): Promise<Memory> {
  const memory: Memory = [];
  const waiting = [...peerNames];
  const measureNext = async () => {
    for (let peer = waiting.pop(); peer !== undefined; peer = waiting.pop()) {
      memory.push({
        peer,
        ...(await runCase<Omit<Memory[number], "peer">>(process.execPath, "memory", peer, memoryCalls)),
      });
    }
  };
  await Promise.all([measureNext(), measureNext()]);
  return memory.toSorted((a, b) => peerNames.indexOf(a.peer) - peerNames.indexOf(b.peer));
}

export function memorySection(memory: Memory): string {
  return table(
    ["", "peak of the process", "heap at the end"],
    memory.map(({ peer, peakBytes, heapBytes }) => [peer, mebibytes(peakBytes), mebibytes(heapBytes)]),
  );
}
