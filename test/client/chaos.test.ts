import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { createEnkashClient, EnkashError } from "../../src/index.js";
import { customerIds } from "../support/documented.js";

// `npm run test:chaos` makes more of them.
const deletes = process.env["FULL_COUNTS"] === undefined ? 500 : 40_000;
const atOnce = 50;
// All the deletes together take seconds, and minutes with `npm run test:chaos`.
jest.setTimeout(600_000);

/** A pseudo-random generator, so that every run is the same (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const success = JSON.stringify({ response_code: 0, payload: "Deleted." });
const unknown = JSON.stringify({ errorResponse: { errorType: "RECORD_NOT_FOUND" }, response_code: 1 });

/** The faults of the server. `remove` deletes the customer and returns the response of the API. */
const faults: ((response: ServerResponse, remove: () => [status: number, body: string]) => void)[] = [
  (response) => response.destroy(), // not deleted, and the connection reset
  (response, remove) => {
    remove();
    response.destroy(); // deleted, and the response lost
  },
  () => undefined, // not deleted, and no response
  (_, remove) => {
    remove(); // deleted, and no response
  },
  (response) => response.writeHead(503).end(),
  (response, remove) => {
    remove();
    response.writeHead(408).end(); // deleted, and given up
  },
  (response, remove) => {
    remove();
    response.writeHead(503).end(); // deleted, and reported as unavailable
  },
  (response, remove) => {
    const [status, body] = remove();
    response.writeHead(status, { "content-length": body.length });
    response.write(body.slice(0, 9), () => response.destroy()); // deleted, and the response truncated
  },
  (response) => {
    response.writeHead(200, { "content-length": success.length });
    response.write(success.slice(0, 20), () => response.destroy()); // not deleted, and a truncated success
  },
  (response) => response.writeHead(200).end('{"response_message":"FAILURE","payload":"Not now."}'),
  (response) => response.writeHead(200).end(),
];

afterEach(() => {
  jest.restoreAllMocks();
});

it("sends only the requested deletes, and says of no customer what is not true at the server", async () => {
  const random = seeded(1);
  const held = new Set(customerIds(deletes));
  const ids = [...held];
  const asked = new Set<string>();
  const server = createServer(({ method, url }, response) => {
    const id = url?.split("/").at(-1) ?? "";
    asked.add(`${method} ${id}`);
    const remove = (): [number, string] => (held.delete(id) ? [200, success] : [404, unknown]);
    const fault = faults[Math.floor(random() * faults.length * 2.5)];
    if (fault !== undefined) fault(response, remove);
    else {
      const [status, body] = remove();
      response.writeHead(status).end(body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe: a server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  jest.spyOn(Math, "random").mockReturnValue(0); // No jitter, so that only the server is random.
  const enkash = createEnkashClient({ baseUrl: `http://127.0.0.1:${port}`, allowInsecureHttp: true, timeoutMs: 2_000 });

  const outcomes = { deleted: 0, failed: 0 };
  const untrue: string[] = [];
  const queue = [...ids];
  const work = async () => {
    for (let customerId = queue.pop(); customerId !== undefined; customerId = queue.pop()) {
      try {
        await enkash.deleteCustomerByCustomerId({ customerId });
        outcomes.deleted++;
        if (held.has(customerId)) untrue.push(`${customerId} is reported as deleted, but the server still has it`);
      } catch (error) {
        if (!(error instanceof EnkashError)) throw error;
        outcomes.failed++;
        const { outcome, message } = error;
        const isUntrue = held.has(customerId)
          ? outcome === "not-found"
          : outcome === "refused" || outcome === "not-sent";
        if (isUntrue) untrue.push(`${outcome}: ${message}`);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    server.closeAllConnections();
    server.close();
  }
  expect(untrue).toEqual([]);
  expect(outcomes.deleted + outcomes.failed).toBe(deletes);
  const wanted = new Set(ids.map((id) => `DELETE ${id}`));
  expect([...asked].filter((request) => !wanted.has(request))).toEqual([]);
  // Both outcomes occurred.
  expect(Math.min(outcomes.deleted, outcomes.failed)).toBeGreaterThan(0);
});
