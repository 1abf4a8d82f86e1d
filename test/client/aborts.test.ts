import { createEnkashClient } from "../../src/index.js";
import { createOpenapiFetchClient } from "../../src/openapi-fetch.js";
import { listen, type Loopback } from "../support/loopback.js";
import { customerId } from "../support/documented.js";

const reason = new Error("the caller's own");
// `npm run test:chaos` aborts at more of them.
const turns = process.env["FULL_COUNTS"] === undefined ? 60 : 1_200;
jest.setTimeout(600_000);

let server: Loopback;
let isHeld = true;
beforeAll(async () => {
  server = await listen((_, response) => {
    isHeld = false;
    response.writeHead(200).end('{"response_code":0}');
  });
});
afterAll(() => server.close());

/** Every microtask is a place at which a call may wait, and so is every turn of the event loop. */
const waits: readonly [name: string, wait: () => Promise<void>][] = [
  ["microtasks", () => Promise.resolve()],
  ["turns of the event loop", () => new Promise((resolve) => setImmediate(resolve))],
];

const calls: Readonly<Record<string, (signal: AbortSignal) => Promise<unknown>>> = {
  "a method": (signal) => {
    const client = createEnkashClient({ baseUrl: server.url, allowInsecureHttp: true, accessToken: () => "a-token" });
    return client.deleteCustomerByCustomerId({ customerId }, { signal });
  },
  "openapi-fetch": (signal) => {
    const client = createOpenapiFetchClient({ baseUrl: server.url, allowInsecureHttp: true });
    return client.DELETE("/api/v0/customer/{customerId}", { params: { path: { customerId } }, signal });
  },
};

describe.each(Object.entries(calls))("an abort of %s", (_, call) => {
  it.each(waits)(
    "after any number of %s rejects with the signal's reason, or comes too late for a true success",
    async (_, wait) => {
      const ends = { aborted: 0, resolved: 0 };
      for (let count = 0; count < turns; count++) {
        isHeld = true;
        const controller = new AbortController();
        const end = call(controller.signal).then(
          () => "resolved" as const,
          (error: unknown) => error,
        );
        for (let waited = 0; waited < count; waited++) await wait();
        controller.abort(reason);
        const ended = await end;
        if (ended === "resolved") {
          expect(isHeld).toBe(false);
          ends.resolved++;
        } else {
          expect(ended).toBe(reason);
          ends.aborted++;
        }
      }
      expect(ends.aborted).toBeGreaterThan(0);
    },
  );
});
