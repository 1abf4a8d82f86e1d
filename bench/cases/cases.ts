// NAME [ARGUMENT]...: runs one case in this process, and prints its result as JSON.
import { customer, deletedBody, type Delete, type Peer } from "../peers/peer.js";

/** The result of one process that called for some seconds. */
export interface Speed {
  callsPerSecond: number;
  /** CPU time of all threads of this process, per call. */
  cpuMicroseconds: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
}

const cases: Record<string, (...args: string[]) => Promise<unknown>> = {
  /** PEER stub|stubWithRequest SECONDS: calls on a stubbed `fetch`. */
  calls: async (peer = "", fetchKind, seconds) => {
    stubFetch(fetchKind === "stubWithRequest");
    const call = await deleteThroughFetch(peer);
    return measure(() => call(customer), 1, Number(seconds));
  },

  /** PEER SECONDS: what the peer reports for each fault of a server. */
  faults: async (peer = "", seconds) => {
    const { reportFaults } = await import("./faults.js");
    return reportFaults(await loadPeer(peer), Number(seconds));
  },

  /** PEER: the time of the first import. */
  import: async (peer = "") => {
    const startedAt = performance.now();
    await loadPeer(peer);
    return { milliseconds: performance.now() - startedAt };
  },

  /** PEER PORT CONCURRENCY SECONDS: calls over HTTP to the `server` case. */
  loopback: async (peer = "", port = "", concurrency, seconds) => {
    const { createDelete } = await loadPeer(peer);
    const call = createDelete({ baseUrl: `http://127.0.0.1:${port}`, accessToken: "token", useFetch: false });
    return measure(() => call(customer), Number(concurrency), Number(seconds));
  },

  /** PEER CALLS, with --expose-gc: memory after this many calls on a stubbed `fetch`. */
  memory: async (peer = "", calls) => {
    stubFetch(true);
    const call = await deleteThroughFetch(peer);
    for (let count = 1; count <= Number(calls); count++) {
      await call(customer);
      if (count % 100 === 0) await nextTurn();
    }
    await globalThis.gc?.({ execution: "async" });
    const peakBytes = process.resourceUsage().maxRSS * 1_024;
    return { peakBytes, heapBytes: process.memoryUsage().heapUsed };
  },

  /** Responds to every request with the documented success, until the parent process disconnects. */
  server: async () => {
    const { createServer } = await import("node:http");
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": deletedBody.length });
      response.end(deletedBody);
    });
    server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
    process.once("disconnect", () => process.exit());
    return new Promise(() => undefined); // Never prints a result.
  },

  /** FILE: the time to import a build of this client, and to create a client. */
  start: async (file = "") => {
    const startedAt = performance.now();
    // Safe: measures/growth.ts passes the entry of a build of src/.
    const { createEnkashClient } = (await import(file)) as { createEnkashClient: (options: object) => unknown };
    const importedAt = performance.now();
    createEnkashClient({ baseUrl: "https://127.0.0.1" });
    return { importMs: importedAt - startedAt, createMs: performance.now() - importedAt };
  },
};

async function loadPeer(name: string): Promise<Peer> {
  // Safe: bench/peers/tsconfig.json checks each file in peers/ against Peer.
  return (await import(`../peers/${name}.js`)) as Peer;
}

async function deleteThroughFetch(peer: string): Promise<Delete> {
  const { createDelete } = await loadPeer(peer);
  return createDelete({ baseUrl: "http://127.0.0.1:9", accessToken: "token", useFetch: true });
}

/**
 * Replaces the global `fetch` by one that returns the documented success without a network. With `constructRequest` it
 * constructs a `Request` first, as the platform's `fetch` does even when it is given one.
 */
function stubFetch(constructRequest: boolean): void {
  const headers = { "content-type": "application/json", "content-length": String(deletedBody.length) };
  globalThis.fetch = (input, init) => {
    if (constructRequest) new Request(input, init);
    return Promise.resolve(new Response(deletedBody, { headers }));
  };
}

/** Keeps `concurrency` calls in flight for `seconds`, after a warm-up of two thirds of that time. */
async function measure(call: () => Promise<unknown>, concurrency: number, seconds: number): Promise<Speed> {
  await callFor(call, concurrency, (seconds * 2) / 3);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const durations = await callFor(call, concurrency, seconds);
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

async function callFor(call: () => Promise<unknown>, concurrency: number, seconds: number): Promise<number[]> {
  const durations: number[] = [];
  const end = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let count = 1; performance.now() < end; count++) {
        const startedAt = performance.now();
        await call();
        durations.push(performance.now() - startedAt);
        if (count % 100 === 0) await nextTurn();
      }
    }),
  );
  return durations;
}

/** Lets the event loop turn, as in any program: calls on a stubbed `fetch` only run microtasks. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const [name = "", ...args] = process.argv.slice(2);
const runCase = cases[name];
if (runCase === undefined) throw new Error(`there is no case ${name}; there is ${Object.keys(cases).join(", ")}`);
console.log(JSON.stringify(await runCase(...args)));
process.exit(); // Kept-alive sockets would keep the process running.
