// In jsdom, AbortController may be jsdom's, and `fetch` and `Request` Node's. From Node 24 on, these refuse its signals.
import { createOpenapiFetchClient, createEnkashFetch } from "../../src/openapi-fetch.js";
import { EnkashApiError, EnkashTimeoutError } from "../../src/index.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { clientOf, optionsOf } from "../support/client.js";
import { listen, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

const parameters = { customerId };
const path = "/api/v0/customer/{customerId}";
const own = { AbortController, AbortSignal, Request, fetch };

/** As jsdom's: of the same shape as the platform's, and of another class. */
class ForeignSignal extends EventTarget {
  aborted = false;
  reason: unknown;
}

class ForeignController {
  readonly signal = new ForeignSignal();
  abort(reason: unknown = new Error("aborted")): void {
    this.signal.aborted = true;
    this.signal.reason = reason;
    this.signal.dispatchEvent(new Event("abort"));
  }
}

/** The check of Node 24, which Node 20 does not have. */
function refuseForeign(signal: unknown): void {
  if (signal === undefined || signal === null || signal instanceof own.AbortSignal) return;
  throw new TypeError("RequestInit: Expected signal to be an instance of AbortSignal.");
}

let server: Loopback;
beforeEach(async () => {
  server = await listen((request, response) => {
    if (request.url?.startsWith("/stalled")) return;
    response.writeHead(200, { "content-type": "application/json" }).end('{"response_code":0}');
  });
  Object.assign(globalThis, {
    AbortController: ForeignController,
    AbortSignal: ForeignSignal,
    Request: class extends own.Request {
      constructor(input: string | URL | Request, init?: RequestInit) {
        refuseForeign(init?.signal);
        super(input, init);
      }
    },
    fetch: (input: string, init?: RequestInit) => {
      refuseForeign(init?.signal);
      return own.fetch(input, init);
    },
  });
});
afterEach(() => {
  Object.assign(globalThis, own);
  return server.close();
});

describe("with signals that the platform refuses,", () => {
  it("a call works, and ends in time", async () => {
    await expect(clientOf(server).deleteCustomerByCustomerId(parameters)).resolves.toEqual({ response_code: 0 });
    const stalled = clientOf(server, { baseUrl: `${server.url}/stalled`, timeoutMs: 50, maxRetries: 0 });
    await rejection(stalled.deleteCustomerByCustomerId(parameters), EnkashTimeoutError);
  });

  it("a call ends at once with the reason of the caller's abort", async () => {
    const controller = new AbortController();
    const stalled = clientOf(server, { baseUrl: `${server.url}/stalled` });
    const call = stalled.deleteCustomerByCustomerId(parameters, { signal: controller.signal });
    controller.abort("mine");
    await expect(call).rejects.toBe("mine");
  });

  it("openapi-fetch and other OpenAPI clients work, and end with the caller's abort", async () => {
    const { signal } = new AbortController();
    const openapi = createOpenapiFetchClient(optionsOf(server));
    openapi.use({ onRequest: () => undefined });
    const { data } = await openapi.DELETE(path, { params: { path: parameters }, signal });
    expect(data).toEqual({ response_code: 0 });
    const url = server.url + path.replace("{customerId}", parameters.customerId);
    await expect(createEnkashFetch(optionsOf(server))(url, { method: "DELETE", signal })).resolves.toMatchObject({
      ok: true,
    });

    const stalled = optionsOf(server, { baseUrl: `${server.url}/stalled` });
    const controller = new AbortController();
    const init = { method: "DELETE", signal: controller.signal };
    const call = createEnkashFetch(stalled)(url.replace("/api", "/stalled/api"), init);
    setTimeout(() => {
      controller.abort("mine");
    });
    await expect(call).rejects.toBe("mine");
  });

  it("the sandbox responds, and rejects a request that was aborted", async () => {
    const sandbox = createSandbox({ customers: [parameters.customerId] });
    const enkash = clientOf(server, { fetch: sandbox.fetch });
    await enkash.deleteCustomerByCustomerId(parameters);
    await rejection(enkash.deleteCustomerByCustomerId(parameters), EnkashApiError);
    const controller = new AbortController();
    controller.abort("mine");
    await expect(sandbox.fetch("https://sandbox.invalid", { signal: controller.signal })).rejects.toBe("mine");
  });
});

it("a platform without Request, whose fetch was added to it, gets the signal", async () => {
  const signals: unknown[] = [];
  Object.assign(globalThis, {
    Request: undefined,
    fetch: (input: string, init?: RequestInit) => {
      signals.push(init?.signal);
      return own.fetch(input, { ...init, signal: null });
    },
  });
  class OtherController extends ForeignController {
    override readonly signal = new (class extends ForeignSignal {})();
  }
  Object.assign(globalThis, { AbortController: OtherController });
  await clientOf(server).deleteCustomerByCustomerId(parameters);
  expect(signals).toEqual([expect.any(ForeignSignal)]);
});
