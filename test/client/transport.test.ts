import dns from "node:dns";
import { getEventListeners } from "node:events";

import {
  EnkashApiError,
  EnkashConnectionError,
  EnkashResponseError,
  EnkashTimeoutError,
  type AttemptEvent,
  type EnkashClientOptions,
} from "../../src/index.js";
import { createTransport } from "../../src/http/transport.js";
import { clientOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

const parameters = { customerId };
const success = { response_code: 0, payload: "Deleted." };

let server: Loopback;
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

/** A server that responds with 401 to every token except this one. */
function listenForToken(good: string): Promise<Loopback> {
  return listen(({ headers }, response) => {
    response.writeHead(headers.authorization === `Bearer ${good}` ? 200 : 401).end(JSON.stringify(success));
  });
}

function tokensSent(): (string | undefined)[] {
  return server.requests.map(({ headers }) => headers.authorization?.replace("Bearer ", ""));
}

describe("a token function", () => {
  it("is called for every attempt", async () => {
    server = await listenWith(503, {});
    jest.spyOn(Math, "random").mockReturnValue(0);
    let asked = 0;
    const call = clientOf(server, { accessToken: () => `token-${++asked}` }).deleteCustomerByCustomerId(parameters);
    await rejection(call, EnkashApiError);
    expect(tokensSent()).toEqual(["token-1", "token-2", "token-3"]);
  });

  it("is called again with the token that a 401 refused, and a different token is tried once", async () => {
    server = await listenForToken("fresh");
    const asked: (string | undefined)[] = [];
    const accessToken = ({ refused }: { refused: string | undefined }) => {
      asked.push(refused);
      return Promise.resolve(refused === undefined ? "stale" : "fresh");
    };
    await expect(clientOf(server, { accessToken }).deleteCustomerByCustomerId(parameters)).resolves.toEqual(success);
    expect(asked).toEqual([undefined, "stale"]);
    expect(tokensSent()).toEqual(["stale", "fresh"]);
  });

  it.each([200, 403, 422, 503])("is not called with a token that %i did not refuse", async (status) => {
    server = await listenWith(status, { response_code: 0 });
    jest.spyOn(Math, "random").mockReturnValue(0);
    const asked: (string | undefined)[] = [];
    const accessToken = ({ refused }: { refused: string | undefined }) => {
      asked.push(refused);
      return `token-${asked.length}`;
    };
    await clientOf(server, { accessToken })
      .deleteCustomerByCustomerId(parameters)
      .catch(() => undefined);
    expect(asked).toEqual(server.requests.map(() => undefined));
  });

  it("ends the call if it returns the same token again", async () => {
    server = await listenForToken("fresh");
    const call = clientOf(server, { accessToken: () => "stale" }).deleteCustomerByCustomerId(parameters);
    await expect(rejection(call, EnkashApiError)).resolves.toMatchObject({ status: 401, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it("is not called a third time if the second token is refused too", async () => {
    server = await listenForToken("fresh");
    let asked = 0;
    const call = clientOf(server, { accessToken: () => `stale-${++asked}` }).deleteCustomerByCustomerId(parameters);
    await expect(rejection(call, EnkashApiError)).resolves.toMatchObject({ status: 401, attempts: 2 });
    expect(asked).toBe(2);
  });

  it("is called again after a 401 if maxRetries is 0, but nothing more is sent", async () => {
    server = await listenForToken("fresh");
    const asked: (string | undefined)[] = [];
    const accessToken = ({ refused }: { refused: string | undefined }) => {
      asked.push(refused);
      return refused === undefined ? "stale" : "fresh";
    };
    const call = clientOf(server, { accessToken, maxRetries: 0 }).deleteCustomerByCustomerId(parameters);
    await expect(rejection(call, EnkashApiError)).resolves.toMatchObject({ status: 401, attempts: 1 });
    expect(asked).toEqual([undefined, "stale"]);
    expect(server.requests).toHaveLength(1);
  });

  it("rejects the call with its own error, and nothing is sent", async () => {
    server = await listenWith(200, success);
    const mine = new Error("no login");
    for (const accessToken of [
      () => Promise.reject(mine),
      (): string => {
        throw mine;
      },
    ]) {
      await expect(clientOf(server, { accessToken }).deleteCustomerByCustomerId(parameters)).rejects.toBe(mine);
    }
    expect(server.requests).toHaveLength(0);
  });

  it("that throws after a 401 does not hide that attempt from onAttempt", async () => {
    server = await listenForToken("fresh");
    const mine = new Error("no login");
    const events: AttemptEvent[] = [];
    const accessToken = ({ refused }: { refused: string | undefined }) => {
      if (refused !== undefined) throw mine;
      return "stale";
    };
    const client = clientOf(server, { accessToken, onAttempt: (event) => events.push(event) });
    await expect(client.deleteCustomerByCustomerId(parameters)).rejects.toBe(mine);
    expect(events).toMatchObject([{ attempt: 1, status: 401, retryInMs: undefined }]);
  });

  it.each([[undefined], [""], ["two words"], ["line\nbreak"], ["schlüssel"]])(
    "that gives %p is refused, without the token in the message, and nothing is sent",
    async (token) => {
      server = await listenWith(200, success);
      // Safe: the test needs tokens of the wrong type.
      const call = clientOf(server, { accessToken: () => token as string }).deleteCustomerByCustomerId(parameters);
      const error = await rejection(call, TypeError);
      expect(error.message).toMatch(
        /^accessToken (is (empty|undefined)|must be a string of visible ASCII characters without spaces)/,
      );
      if (token) expect(error.message).not.toContain(token);
      expect(server.requests).toHaveLength(0);
    },
  );
});

it("a 401 with a fixed token rejects at once", async () => {
  server = await listenForToken("fresh");
  await expect(
    rejection(clientOf(server).deleteCustomerByCustomerId(parameters), EnkashApiError),
  ).resolves.toMatchObject({
    status: 401,
    attempts: 1,
  });
});

describe("a call is repeated if its method is idempotent, and only then:", () => {
  it.each([
    ["GET", 3],
    ["PUT", 3],
    ["DELETE", 3],
    ["POST", 1],
    ["PATCH", 1],
  ])("%s is sent %i times", async (method, attempts) => {
    server = await listenWith(503, {});
    jest.spyOn(Math, "random").mockReturnValue(0);
    const send = createTransport({ fetch, accessToken: undefined, onAttempt: undefined });
    const limits = { signal: undefined, timeoutMs: 1_000, maxRetries: 2, maxResponseBytes: 9 };
    const call = {
      operationId: "notify",
      method,
      url: server.url,
      headers: {},
      body: undefined,
      ...limits,
      doubt: "",
      anonymous: undefined,
    } as const;
    await expect(send(call)).resolves.toMatchObject({ status: 503, attempts });
    expect(server.requests).toHaveLength(attempts);
  });
});

describe("onAttempt", () => {
  it("is called after every attempt", async () => {
    let requests = 0;
    server = await listen((request, response) => {
      if (++requests === 1) request.socket.destroy();
      else response.writeHead(requests === 2 ? 503 : 200, { "retry-after": "0" }).end(JSON.stringify(success));
    });
    jest.spyOn(Math, "random").mockReturnValue(0);
    const events: AttemptEvent[] = [];
    const startedAt = performance.now();
    await clientOf(server, { onAttempt: (event) => events.push(event) }).deleteCustomerByCustomerId(parameters);
    const elapsedMs = performance.now() - startedAt;
    const operationId = "deleteCustomerByCustomerId";
    expect(events).toMatchObject([
      { operationId, attempt: 1, status: undefined, retryInMs: 0 },
      { operationId, attempt: 2, status: 503, error: undefined, retryInMs: 0 },
      { operationId, attempt: 3, status: 200, error: undefined, retryInMs: undefined },
    ]);
    expect(events[0]?.error).toBeInstanceOf(EnkashConnectionError);
    for (const { durationMs } of events) expect(durationMs).toBeGreaterThan(0);
    expect(events.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBeLessThanOrEqual(elapsedMs);
  });

  it("gets the error and no status where a response is not trusted", async () => {
    server = await listen((_, response) => response.writeHead(302, { location: "/elsewhere" }).end());
    const events: AttemptEvent[] = [];
    const call = clientOf(server, { onAttempt: (event) => events.push(event) }).deleteCustomerByCustomerId(parameters);
    const error = await rejection(call, EnkashResponseError);
    expect(events).toMatchObject([{ attempt: 1, status: undefined, error, retryInMs: undefined }]);
  });

  it("never changes the outcome, whether it throws or rejects", async () => {
    server = await listenWith(200, success);
    const thrown = new Error("in the observer");
    const observers: (() => unknown)[] = [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
    ];
    for (const onAttempt of observers) {
      await expect(clientOf(server, { onAttempt }).deleteCustomerByCustomerId(parameters)).resolves.toEqual(success);
    }
  });
});

describe("an abort rejects the call at once with its own reason, and leaves no listener", () => {
  const reason = { mine: true };

  async function aborted(when: (abort: () => void) => Partial<EnkashClientOptions>) {
    const controller = new AbortController();
    const abort = () => {
      controller.abort(reason);
    };
    const events: AttemptEvent[] = [];
    const client = clientOf(server, { onAttempt: (event) => events.push(event), ...when(abort) });
    await expect(client.deleteCustomerByCustomerId(parameters, { signal: controller.signal })).rejects.toBe(reason);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    return events;
  }

  it("while the token function is pending", async () => {
    server = await listenWith(200, success);
    await aborted((abort) => ({
      accessToken: () => {
        setImmediate(abort);
        return new Promise<string>(() => undefined);
      },
    }));
    expect(server.requests).toHaveLength(0);
  });

  it("while the response is pending", async () => {
    let abortNow: () => unknown = () => undefined;
    server = await listen(() => {
      abortNow();
    });
    const events = await aborted((abort) => {
      abortNow = abort;
      return {};
    });
    expect(server.requests).toHaveLength(1);
    expect(events).toMatchObject([{ attempt: 1, status: undefined, error: reason, retryInMs: undefined }]);
  });

  it("while the body is read", async () => {
    let abortNow: () => unknown = () => undefined;
    server = await listen((_, response) => {
      response.writeHead(200).write('{"response_code":');
      setImmediate(() => {
        abortNow();
      });
    });
    await aborted((abort) => {
      abortNow = abort;
      return {};
    });
  });

  it("while the next attempt is delayed", async () => {
    server = await listen((_, response) => response.writeHead(503, { "retry-after": "60" }).end());
    const events: AttemptEvent[] = [];
    await aborted((abort) => ({
      onAttempt: (event) => {
        events.push(event);
        setImmediate(abort);
      },
    }));
    expect(events).toMatchObject([{ retryInMs: 60_000 }]);
    expect(server.requests).toHaveLength(1);
  });

  it("even with a fetch that ignores the signal", async () => {
    server = await listenWith(200, success);
    await aborted((abort) => ({
      fetch: () => {
        setImmediate(abort);
        return new Promise(() => undefined);
      },
    }));
  });
});

describe("the time of an attempt is bounded", () => {
  it("even with a fetch that ignores the signal", async () => {
    server = await listenWith(200, success);
    const call = clientOf(server, { fetch: () => new Promise(() => undefined), timeoutMs: 10, maxRetries: 0 });
    const error = await rejection(call.deleteCustomerByCustomerId(parameters), EnkashTimeoutError);
    expect(error.message).toBe("deleteCustomerByCustomerId: no full response within 10 ms (attempt 1)");
  });

  it("but a timer that fires late is not earlier than a response that is there", async () => {
    server = await listenWith(200, success);
    const timeoutMs = 20;
    const frozen = async (): Promise<Response> => {
      for (const startedAt = performance.now(); performance.now() < startedAt + 2 * timeoutMs;);
      // As a response in several parts, each of which the platform reads in a turn of the event loop.
      for (let part = 1; part <= 2; part++) await new Promise(setImmediate);
      return Response.json(success);
    };
    const client = clientOf(server, { fetch: frozen, timeoutMs, maxRetries: 0 });
    await expect(client.deleteCustomerByCustomerId(parameters)).resolves.toEqual(success);
  });

  it("for each attempt separately", async () => {
    server = await listen(() => undefined);
    jest.spyOn(Math, "random").mockReturnValue(0);
    const events: AttemptEvent[] = [];
    const client = clientOf(server, { timeoutMs: 30, onAttempt: (event) => events.push(event) });
    await rejection(client.deleteCustomerByCustomerId(parameters), EnkashTimeoutError);
    expect(events).toHaveLength(3);
    for (const { durationMs } of events) expect(durationMs).toBeGreaterThan(25);
  });
});

it("the reasons of a host with several addresses are in the message and in the cause", async () => {
  server = await listenWith(200, success);
  const closed = await listenWith(200, success);
  const { port } = new URL(closed.url);
  await closed.close();
  // As a host with two addresses, both of which refuse. Safe: net asks for all addresses, and takes them so.
  const lookup = jest.spyOn(dns, "lookup").mockImplementation(((_: string, __: object, found: FoundAll) => {
    found(
      null,
      ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 })),
    );
  }) as unknown as typeof dns.lookup);
  const client = clientOf(server, { baseUrl: `http://two-addresses.invalid:${port}`, maxRetries: 0 });
  const error = await rejection(client.deleteCustomerByCustomerId(parameters), EnkashConnectionError);
  const reasons = `connect ECONNREFUSED 127.0.0.1:${port}; connect ECONNREFUSED 127.0.0.2:${port}`;
  expect(error.message).toBe(`deleteCustomerByCustomerId: no response: ${reasons} (attempt 1)`);
  expect(JSON.stringify(error.toJSON()["cause"])).toContain(reasons);
  lookup.mockRestore();
});

type FoundAll = (error: null, addresses: dns.LookupAddress[]) => void;

describe("a custom fetch is handled when it:", () => {
  it("throws instead of rejecting", async () => {
    server = await listenWith(200, success);
    const client = clientOf(server, {
      fetch: () => {
        throw new TypeError("broken");
      },
      maxRetries: 0,
    });
    await expect(
      rejection(client.deleteCustomerByCustomerId(parameters), EnkashConnectionError),
    ).resolves.toMatchObject({
      message: "deleteCustomerByCustomerId: no response: broken (attempt 1)",
    });
  });

  it("rejects with undefined", async () => {
    server = await listenWith(200, success);
    const nothing: unknown = undefined;
    const client = clientOf(server, { fetch: () => Promise.reject(nothing), maxRetries: 0 });
    const error = await rejection(client.deleteCustomerByCustomerId(parameters), EnkashConnectionError);
    expect(error.message).toBe("deleteCustomerByCustomerId: no response (attempt 1)");
  });

  it("follows a redirect", async () => {
    server = await listen((request, response) => {
      if (request.url === "/elsewhere") response.writeHead(200).end(JSON.stringify(success));
      else response.writeHead(302, { location: "/elsewhere" }).end();
    });
    const client = clientOf(server, { fetch: (url, init) => fetch(url, { ...init, redirect: "follow" }) });
    const error = await rejection(client.deleteCustomerByCustomerId(parameters), EnkashResponseError);
    expect(error.message).toContain("HTTP 200, a redirect is not followed");
  });
});
