/** What one process saw of its case. */
export interface Speed {
  callsPerSecond: number;
  /** Of this process alone, all its threads, a call. */
  cpuMicroseconds: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
}

/** Calls for so many seconds, `atOnce` calls under way at any time, after two thirds as long to warm up. */
export async function measure(call: () => Promise<unknown>, atOnce: number, seconds: number): Promise<Speed> {
  await callFor(call, atOnce, (seconds * 2) / 3);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const durations = await callFor(call, atOnce, seconds);
  const elapsed = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);

  durations.sort((a, b) => a - b);
  return {
    callsPerSecond: (durations.length / elapsed) * 1_000,
    cpuMicroseconds: (user + system) / durations.length,
    p50Milliseconds: durations[Math.floor(durations.length * 0.5)] ?? NaN,
    p99Milliseconds: durations[Math.floor(durations.length * 0.99)] ?? NaN,
  };
}

async function callFor(call: () => Promise<unknown>, atOnce: number, seconds: number): Promise<number[]> {
  const durations: number[] = [];
  const end = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let count = 1; performance.now() < end; count++) {
        const startedAt = performance.now();
        await call();
        durations.push(performance.now() - startedAt);
        if (count % 100 === 0) await turn();
      }
    }),
  );
  return durations;
}

/** Lets the event loop turn, as it does in any program: on ready answers it never would. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
