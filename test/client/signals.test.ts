import { getEventListeners, once } from "node:events";

import {
  createEnkashClient,
  EnkashTimeoutError,
  type CallOptions,
  type EnkashClientOptions,
  type Fetch,
} from "../../src/index.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

let server: Loopback;
beforeEach(async () => {
  server = await listenWith(200, { response_code: 0 });
});
afterEach(() => server.close());

function remove(signal: unknown, options: Partial<EnkashClientOptions> = {}) {
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

it("a signal that twenty calls share has one listener, and none once they have ended", async () => {
  const controller = new AbortController();
  const pending = () => new Promise<Response>(() => undefined);
  const calls = Array.from({ length: 20 }, () => remove(controller.signal, { fetch: pending }));
  await new Promise(setImmediate);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  controller.abort("stop");
  await Promise.all(calls.map((call) => expect(call).rejects.toBe("stop")));
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

describe("a signal without a reason", () => {
  it("rejects the call with an AbortError if it has aborted before", async () => {
    const { signal, abort } = signalWithoutReason();
    abort();
    // As the platform's own.
    const { message } = AbortSignal.abort().reason as Error; // Safe: the default reason is one.
    await expect(remove(signal)).rejects.toMatchObject({ name: "AbortError", message });
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

describe("the signal that fetch gets", () => {
  /** The signal that `fetch` got in a call, and whether it was aborted once that had ended. */
  async function isAbortedAfter(response: () => object, options: CallOptions = {}): Promise<boolean | undefined> {
    let sent: AbortSignal | undefined;
    const fetch: Fetch = (_, init) => {
      sent = init.signal;
      return Promise.resolve(response() as Response); // Safe: it has what the client reads.
    };
    const client = createEnkashClient({ baseUrl: server.url, allowInsecureHttp: true, fetch });
    await client.deleteCustomerByCustomerId({ customerId }, { maxRetries: 0, ...options }).catch(() => undefined);
    return sent?.aborted;
  }

  it("is not aborted after a whole response, so that the connection is kept", async () => {
    expect(await isAbortedAfter(() => Response.json({ response_code: 0 }))).toBe(false);
    expect(await isAbortedAfter(() => new Response("<html>", { status: 502 }))).toBe(false);
  });

  it("is aborted if the rest of the response is not wanted, so that the connection ends", async () => {
    expect(await isAbortedAfter(() => new Response("elsewhere", { status: 302 }))).toBe(true);
    expect(await isAbortedAfter(() => new Response("a".repeat(1024 * 1024 + 1)))).toBe(true);
  });

  it("is aborted after the caller's abort, and after the time of an attempt", async () => {
    const never = () => ({ ...withoutBody, arrayBuffer: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const withAbort = isAbortedAfter(
      () => {
        setImmediate(() => {
          controller.abort();
        });
        return never();
      },
      { signal: controller.signal },
    );
    expect(await withAbort).toBe(true);
    expect(await isAbortedAfter(never, { timeoutMs: 10 })).toBe(true);
  });
});

const withoutBody = { status: 200, headers: new Headers() };

it("a timeout comes on time where a test fakes the timers", async () => {
  jest.useFakeTimers();
  try {
    const pending = () => new Promise<Response>(() => undefined);
    const call = remove(undefined, { fetch: pending, timeoutMs: 5_000, maxRetries: 0 });
    const ends: unknown[] = [];
    call.catch((reason: unknown) => ends.push(reason));
    await jest.advanceTimersByTimeAsync(4_999);
    expect(ends).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ends).toEqual([expect.any(EnkashTimeoutError)]);
  } finally {
    jest.useRealTimers();
  }
});

describe("a call leaves no timer,", () => {
  beforeEach(() => {
    // Not those by which the platform reads a body.
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it("when it has ended by itself", async () => {
    await remove(undefined, { fetch: () => Promise.resolve(Response.json({ response_code: 0 })) });
    expect(jest.getTimerCount()).toBe(0);
  });

  it("when it is aborted during an attempt or before the next", async () => {
    const pending = () => new Promise<Response>(() => undefined);
    const busy = () => Promise.resolve(new Response("", { status: 503, headers: { "retry-after": "60" } }));
    for (const fetch of [pending, busy]) {
      const controller = new AbortController();
      const call = remove(controller.signal, { fetch });
      while (jest.getTimerCount() === 0) await new Promise(setImmediate);
      await new Promise(setImmediate);
      controller.abort("enough");
      await expect(call).rejects.toBe("enough");
      expect(jest.getTimerCount()).toBe(0);
    }
  });
});

it("an abort closes the connection of the platform's own fetch, from the first call on", async () => {
  const controller = new AbortController();
  let closed: Promise<unknown> | undefined;
  const silent = await listen((_, response) => {
    closed = once(response, "close");
    controller.abort("enough");
  });
  try {
    // A copy that has seen no signal yet: it remembers the class of the last one.
    await jest.isolateModulesAsync(async () => {
      const copy = await import("../../src/index.js");
      const client = copy.createEnkashClient({ baseUrl: silent.url, allowInsecureHttp: true });
      const call = client.deleteCustomerByCustomerId({ customerId }, { signal: controller.signal });
      await expect(call).rejects.toBe("enough");
      await closed;
    });
  } finally {
    await silent.close();
  }
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
