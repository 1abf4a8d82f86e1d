import { createEnkashClient, type CallOptions, type Fetch } from "../../src/index.js";
import { listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

let server: Loopback;
beforeEach(async () => {
  server = await listenWith(200, { response_code: 0 });
});
afterEach(() => server.close());

function remove(signal: unknown, options: { fetch?: Fetch } = {}) {
  const client = createEnkashClient({ baseUrl: server.url, allowInsecureHttp: true, ...options });
  // Safe: what is tested is what a JavaScript caller may give.
  return client.deleteCustomerByCustomerId({ customerId }, { signal } as CallOptions);
}

/** As the package abort-controller 3: an EventTarget with `aborted`, and no `reason`. */
function signalWithoutReason() {
  const target = new EventTarget();
  const signal = {
    aborted: false,
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  };
  const abort = () => {
    signal.aborted = true;
    target.dispatchEvent(new Event("abort"));
  };
  return { signal, abort };
}

describe("a signal that cannot be listened to is refused before anything is sent", () => {
  it.each([
    [{ aborted: false }],
    [{ aborted: true }],
    // As @smithy/abort-controller 3.
    [{ aborted: false, onabort: null }],
    [{ aborted: false, addEventListener: () => undefined }],
    [{ aborted: "no", addEventListener: () => undefined, removeEventListener: () => undefined }],
    [null],
    ["signal"],
  ])("%j", async (signal) => {
    const error = await rejection(remove(signal), TypeError);
    expect(error.message).toContain("signal must be an AbortSignal, with addEventListener and removeEventListener");
    expect(server.requests).toHaveLength(0);
  });
});

it("a signal that several calls share still ends the others once one has ended", async () => {
  const controller = new AbortController();
  const waiting = remove(controller.signal, { fetch: () => new Promise(() => undefined) });
  await remove(controller.signal);
  controller.abort("stop");
  await expect(waiting).rejects.toBe("stop");
});

describe("a signal without a reason", () => {
  it("rejects the call with an AbortError if it has aborted before", async () => {
    const { signal, abort } = signalWithoutReason();
    abort();
    await expect(remove(signal)).rejects.toMatchObject({ name: "AbortError" });
    expect(server.requests).toHaveLength(0);
  });

  it("rejects the call with an AbortError if it aborts later", async () => {
    const { signal, abort } = signalWithoutReason();
    const call = remove(signal, {
      fetch: () => {
        queueMicrotask(abort);
        return new Promise(() => undefined);
      },
    });
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
  });
});

it("an abort while fetch is being called ends the call at once, and the request with it", async () => {
  const controller = new AbortController();
  let sent: AbortSignal | undefined;
  const call = remove(controller.signal, {
    fetch: (_, init) => {
      sent = init.signal;
      controller.abort("enough");
      return new Promise(() => undefined);
    },
  });
  await expect(call).rejects.toBe("enough");
  expect(sent?.aborted).toBe(true);
});

it("a signal whose removeEventListener throws ends the call all the same", async () => {
  const { signal } = signalWithoutReason();
  signal.removeEventListener = () => {
    throw new Error("a polyfill that fails");
  };
  await expect(remove(signal)).resolves.toEqual({ response_code: 0 });
});

it("an abort rejects with an AbortError where the intrinsics are frozen", async () => {
  const { signal, abort } = signalWithoutReason();
  const name = Object.getOwnPropertyDescriptor(Error.prototype, "name") ?? {};
  Object.defineProperty(Error.prototype, "name", { writable: false });
  try {
    abort();
    await expect(remove(signal)).rejects.toMatchObject({ name: "AbortError" });
  } finally {
    Object.defineProperty(Error.prototype, "name", name);
  }
});
