// Makes 10 000 calls over one signal, and prints what is left of them.
import { getEventListeners } from "node:events";

import { createEnkashClient } from "../../../src/index.js";
import { customerId } from "../../support/documented.js";

const { signal } = new AbortController();
let calls = 0;
const enkash = createEnkashClient({
  baseUrl: "https://ready-response.invalid",
  accessToken: () => "a-token",
  onAttempt: () => undefined,
  fetch: () => {
    calls++;
    const body = JSON.stringify({ response_code: 0, payload: "Deleted." });
    return Promise.resolve(new Response(body, { headers: { "content-length": String(body.length) } }));
  },
});

async function heapAfter(count: number): Promise<number> {
  for (let call = 0; call < count; call++) {
    await enkash.deleteCustomerByCustomerId({ customerId }, { signal });
  }
  if (globalThis.gc === undefined) throw new Error("run it with --expose-gc");
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const warm = await heapAfter(5_000);
const grownBytes = (await heapAfter(5_000)) - warm;
console.log(JSON.stringify({ calls, listeners: getEventListeners(signal, "abort").length, grownBytes }));
