import { EnkashConnectionError, EnkashResponseError, EnkashTimeoutError } from "../../src/index.js";
import type { AttemptEnd } from "../../src/http/attempt.js";
import { retryDelayMs } from "../../src/http/retry.js";

const details = { attempts: 1, cause: undefined };
const refused = unanswered(new EnkashConnectionError("refused", details));

function unanswered(error: EnkashConnectionError): AttemptEnd {
  return { kind: "unanswered", error };
}

function response(status: number, retryAfter?: string, others: Record<string, string> = {}): AttemptEnd {
  const headers = new Headers(others);
  if (retryAfter !== undefined) headers.set("retry-after", retryAfter);
  const progress = { attempts: 1, retried: false, secrets: [] };
  return { kind: "response", status, response: { status, headers, bytes: new Uint8Array(), ...progress } };
}

function truncated(status: number, retryAfter = "0"): AttemptEnd {
  const headers = new Headers({ "retry-after": retryAfter });
  const error = new EnkashResponseError("truncated", { ...details, status, headers, bodyExcerpt: undefined });
  return { kind: "untrusted", status, error };
}

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe("a retry is made", () => {
  it("after a connection failure and a timeout", () => {
    expect(retryDelayMs(refused, 1)).toBeGreaterThanOrEqual(0);
    expect(
      retryDelayMs(unanswered(new EnkashTimeoutError("slow", { attempts: 1, timeoutMs: 5 })), 1),
    ).toBeGreaterThanOrEqual(0);
  });

  it.each([408, 429, 500, 502, 503, 504])("after %i, with a whole or a truncated body", (status) => {
    expect(retryDelayMs(response(status), 1)).toBeGreaterThanOrEqual(0);
    expect(retryDelayMs(truncated(status), 1)).toBeGreaterThanOrEqual(0);
  });

  it.each([200, 204, 301, 400, 401, 403, 404, 409, 422, 501, 505])("but not after %i, whole or truncated", (status) => {
    expect(retryDelayMs(response(status, "1"), 1)).toBeUndefined();
    expect(retryDelayMs(truncated(status, "1"), 1)).toBeUndefined();
  });

  it.each([undefined, null, "aborted", new Error("aborted")])("but not after the caller's abort with %p", (reason) => {
    expect(retryDelayMs({ kind: "aborted", error: reason }, 1)).toBeUndefined();
  });
});

describe("the delay", () => {
  it("is at most half a second, doubles, and is limited to eight seconds", () => {
    jest.spyOn(Math, "random").mockReturnValue(1);
    expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => retryDelayMs(refused, attempt))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000,
    ]);
  });

  it("is random between zero and that maximum", () => {
    jest.spyOn(Math, "random").mockReturnValueOnce(0).mockReturnValueOnce(0.5);
    expect(retryDelayMs(refused, 1)).toBe(0);
    expect(retryDelayMs(refused, 1)).toBe(250);
  });
});

describe("Retry-After is waited for, and never less than our own delay:", () => {
  const now = new Date("2026-11-23T10:00:00Z");
  beforeEach(() => {
    jest.useFakeTimers({ now, doNotFake: ["performance"] });
    jest.spyOn(Math, "random").mockReturnValue(1);
  });

  it.each([
    ["0", 500],
    ["7", 7_000],
    ["60", 60_000],
    ["Mon, 23 Nov 2026 10:00:30 GMT", 30_000],
    ["Monday, 23-Nov-26 10:00:30 GMT", 30_000],
    ["Mon Nov 23 10:00:30 2026", 30_000],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 500],
  ])("as %s", (value, ms) => {
    expect(retryDelayMs(response(503, value), 1)).toBe(ms);
    expect(retryDelayMs(truncated(503, value), 1)).toBe(ms);
  });

  it.each(["61", "86400", "999999999", "Mon, 23 Nov 2026 10:01:01 GMT"])(
    "and ends the call if it is more than a minute: %s",
    (value) => {
      expect(retryDelayMs(response(503, value), 1)).toBeUndefined();
    },
  );

  it.each([
    ...["soon", "-1", "1.5", "1s", "2026-11-23T10:00:30Z", "Mon, 99 Nov 2026 10:00:30 GMT", ""],
    ...["not before Mon, 23 Nov 2026 10:00:30 GMT", "Mon, 23 Nov 2026 10:00:30 GMT (UTC)"],
    ...["Mon, 23 Nov 2026 15:30:30 +0530", "1795428030", "1795428030000", "99999999999999999999"],
  ])("unless it is no delay and no HTTP date: %j", (value) => {
    expect(retryDelayMs(response(503, value), 1)).toBe(500);
  });

  it.each([
    ["a day behind", "Sun, 22 Nov 2026 10:00:00 GMT", "Sun, 22 Nov 2026 10:00:30 GMT"],
    ["a day ahead", "Tue, 24 Nov 2026 10:00:00 GMT", "Tue, 24 Nov 2026 10:00:30 GMT"],
  ])("and is measured against the server's own clock, which is %s", (_, date, retryAfter) => {
    expect(retryDelayMs(response(503, retryAfter, { date }), 1)).toBe(30_000);
  });
});
