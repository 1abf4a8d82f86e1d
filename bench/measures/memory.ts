import { peerNames, type PeerName } from "../peers/peer.js";
import { runCase } from "../process.js";
import { inRounds, type Measured } from "../rounds.js";
import type { Settings } from "../settings.js";
import { spread, table } from "../table.js";

export type Memory = Measured<{ peer: PeerName }, { peakBytes: number; heapBytes: number }>[];

export function measureMemory({ memoryCalls, memoryRounds }: Settings): Promise<Memory> {
  const cases = peerNames.map((peer) => ({ peer }));
  return inRounds(memoryRounds, cases, ({ peer }) => runCase(process.execPath, "memory", peer, memoryCalls));
}

export function memorySection(memory: Memory): string {
  const mebibytes = (bytes: number[]) => spread(bytes.map((each) => each / 1_024 ** 2));
  return table(
    ["", "peak of the process, MiB", "heap after the calls, MiB"],
    memory.map(({ peer, samples }) => [
      peer,
      mebibytes(samples.map(({ peakBytes }) => peakBytes)),
      mebibytes(samples.map(({ heapBytes }) => heapBytes)),
    ]),
  );
}
