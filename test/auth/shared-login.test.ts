import { checkAuthOptions } from "../../src/auth/options.js";
import { currentToken, newSession } from "../../src/auth/session.js";
import { EnkashConnectionError, EnkashResponseError } from "../../src/index.js";
import type { FetchResponse } from "../../src/http/fetch.js";
import { rejection } from "../support/rejection.js";
import { credentials, grantAt } from "../support/token-server.js";

// On Workers, a request's promises, timers and connections end with it. Timers are fake here, so that no test sleeps.
beforeEach(() => {
  // Not those by which the platform reads a body.
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const never = new Promise<FetchResponse>(() => undefined);

function sharedGrant(...responses: (() => Promise<FetchResponse>)[]) {
  const fetch = jest.fn((): Promise<FetchResponse> => responses.shift()?.() ?? never);
  return { fetch, token: grantAt({ url: "http://127.0.0.1:1" }, { fetch }) };
}

function grant(token: string) {
  return () => Promise.resolve(Response.json({ access_token: token }));
}

/** As far as the first request of the login. */
async function untilSent(): Promise<void> {
  await jest.advanceTimersByTimeAsync(0);
}

describe("when a login is gone with the request that began it,", () => {
  it("the calls that wait for it start one other, which all share", async () => {
    const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, 500)).then(grant("second"));
    const { fetch, token } = sharedGrant(() => never, slowly);
    void token();
    await untilSent();
    jest.clearAllTimers(); // The request has ended.
    const waiting = Promise.all([token(), token(), token()]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(fetch).toHaveBeenCalledTimes(1); // It could still end by itself.
    await jest.advanceTimersByTimeAsync(3_000);
    await expect(waiting).resolves.toEqual(["second", "second", "second"]);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("a later call starts another within a second or two", async () => {
    const { token } = sharedGrant(() => never, grant("second"));
    void token();
    await untilSent();
    jest.clearAllTimers();
    await jest.advanceTimersByTimeAsync(3_600_000);
    const later = token();
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(later).resolves.toBe("second");
  });

  it("a call takes the token that came meanwhile, if the platform rejects the promise", async () => {
    const fetch = jest.fn(() => never);
    const options = checkAuthOptions({ baseUrl: "https://sandbox.invalid", ...credentials, fetch });
    const session = newSession();
    session.renewal = Promise.reject(new Error("This promise was created by a request that has since ended"));
    const token = currentToken(options, session, undefined);
    // What the login does at its end, in its own request.
    Object.assign(session, { token: { access_token: "first" }, renewAt: Infinity });
    delete session.renewal;
    await expect(token).resolves.toBe("first");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("a call starts another at once, if the platform rejects the promise", async () => {
    const { fetch, token } = sharedGrant(grant("first"), grant("second"));
    jest
      .spyOn(Promise.prototype, "finally")
      .mockReturnValueOnce(Promise.reject(new Error("This promise was created by a request that has since ended")));
    await expect(token()).resolves.toMatch(/first|second/);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it("and another with it, nothing is sent: the server may have counted both", async () => {
    const { fetch, token } = sharedGrant();
    for (let request = 1; request <= 2; request++) {
      void token();
      await jest.advanceTimersByTimeAsync(1_000);
      jest.clearAllTimers();
      await jest.advanceTimersByTimeAsync(20_000);
      expect(fetch).toHaveBeenCalledTimes(request);
    }
    const refused = rejection(token(), EnkashConnectionError);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(await refused).toMatchObject({
      message: expect.stringMatching(/^passwordGrant: no response\. It is not repeated, .*reset\(\)/) as string,
      outcome: "not-sent",
      attempts: 0,
    });
    await rejection(token(), EnkashConnectionError);
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe("a login that goes on", () => {
  it("is waited for through its retries, by every call", async () => {
    const busy = () => Promise.resolve(new Response("", { status: 503, headers: { "retry-after": "60" } }));
    const { fetch, token } = sharedGrant(busy, grant("second"));
    const calls = [token()];
    for (let seconds = 0; seconds < 59; seconds++) {
      calls.push(token());
      await jest.advanceTimersByTimeAsync(1_000);
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["second"]));
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("although it was taken for gone, leaves the one that followed it to every call", async () => {
    let fail: (() => void) | undefined;
    const { fetch, token } = sharedGrant(
      () => Promise.resolve(Response.json({ access_token: "old", refresh_token: "refresh" })),
      () =>
        new Promise((resolve) => {
          fail = () => {
            resolve(new Response("<html>", { status: 404 }));
          };
        }),
    );
    const first = rejection(token({ refused: await token() }), EnkashResponseError);
    await untilSent();
    jest.clearAllTimers();
    await jest.advanceTimersByTimeAsync(20_000);
    void token();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(fetch).toHaveBeenCalledTimes(3);
    fail?.();
    await first;
    void token();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(fetch).toHaveBeenCalledTimes(3);
    jest.clearAllTimers();
  });

  it("although it was taken for gone, as when a process was frozen, gives its token to later calls", async () => {
    let release: ((response: FetchResponse) => void) | undefined;
    const { fetch, token } = sharedGrant(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
      () => never,
    );
    const first = token();
    await untilSent();
    jest.clearAllTimers();
    await jest.advanceTimersByTimeAsync(20_000);
    const second = token();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(fetch).toHaveBeenCalledTimes(2);
    release?.(Response.json({ access_token: "first" }));
    await expect(first).resolves.toBe("first");
    await expect(token()).resolves.toBe("first");
    jest.clearAllTimers();
    void second;
  });
});
