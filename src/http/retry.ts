import type { AttemptEnd } from "./attempt.js";

/** Only these methods are repeated automatically (RFC 9110 9.2.2). The linter refuses the other idempotent ones. */
export const idempotentMethods: readonly string[] = ["GET", "PUT", "DELETE"];

/** What an error says where nothing proves the effect of a request. A GET has none (RFC 9110 9.2.1). */
export function doubtOf(method: string): string {
  return method === "GET" ? "" : ". Whether it took effect is not known.";
}

/** Statuses that are usually temporary and worth retrying. */
export const retriedStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];
const firstDelayMs = 500;
const longestDelayMs = 8_000;
const longestRetryAfterMs = 60_000;

/**
 * How long to wait before the next attempt, after `attempts` requests of which the last ended so; undefined if a further
 * attempt would not help. It is the longer of the server's `Retry-After` and our own delay. If the server asks for more
 * than a minute, there is no further attempt.
 */
export function retryDelayMs(end: AttemptEnd, attempts: number): number | undefined {
  let requestedMs = 0;
  if (end.kind === "response" || end.kind === "untrusted") {
    if (!retriedStatuses.includes(end.status)) return undefined;
    requestedMs = retryAfterMs((end.kind === "response" ? end.response : end.error).headers) ?? 0;
    if (requestedMs > longestRetryAfterMs) return undefined;
  } else if (end.kind === "aborted") return undefined;
  // Full jitter spreads the retries of clients that failed at the same time.
  return Math.max(requestedMs, Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (attempts - 1)));
}

/**
 * Seconds, or one of the three forms of an HTTP date (RFC 9110 5.6.7, 10.2.3), all of them in UTC; else undefined. A date is
 * measured against the response's own `Date`, since the local clock may be wrong.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = String(headers.get("retry-after")); // "null" is neither.
  // More digits are a time since 1970, which is not a delay.
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const date = parseHttpDate(value);
  return date === undefined
    ? undefined
    : Math.max(0, date - (parseHttpDate(String(headers.get("date"))) ?? Date.now()));
}

function parseHttpDate(value: string): number | undefined {
  if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d( GMT| \d{4})$/.test(value)) return undefined;
  const date = Date.parse(value.endsWith(" GMT") ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : date;
}
