import { EnkashConnectionError, EnkashResponseError } from "../errors.js";
import type { FetchHeaders } from "./fetch.js";

/** Only these methods are repeated automatically (RFC 9110 9.2.2). */
export const idempotentMethods: readonly string[] = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"];

/** Statuses that are usually temporary and worth retrying. */
export const retriedStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];
const firstDelayMs = 500;
const longestDelayMs = 8_000;
const longestRetryAfterMs = 60_000;

/**
 * How long to wait before the next attempt, after `attempt` requests ended in `outcome`; undefined if a further attempt
 * would not help. The server's `Retry-After` replaces our delay. If it is above a minute, there is no further attempt.
 */
export function retryDelayMs(outcome: unknown, attempt: number): number | undefined {
  if (!(outcome instanceof EnkashConnectionError)) {
    if (!hasHead(outcome) || !retriedStatuses.includes(outcome.status)) return undefined;
    const askedMs = retryAfterMs(outcome.headers);
    if (askedMs !== undefined) return askedMs > longestRetryAfterMs ? undefined : askedMs;
  }
  // Full jitter spreads the retries of clients that failed at the same time.
  return Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
}

function hasHead(outcome: unknown): outcome is { status: number; headers: FetchHeaders } {
  return (
    outcome instanceof EnkashResponseError || (typeof outcome === "object" && outcome !== null && "bytes" in outcome)
  );
}

/**
 * Seconds, or one of the three forms of an HTTP date (RFC 9110 5.6.7, 10.2.3), all of them in UTC; else undefined. A date is
 * measured against the answer's own `Date`, since the local clock may be wrong.
 */
export function retryAfterMs(headers: FetchHeaders): number | undefined {
  const value = headers.get("retry-after") ?? "";
  // More digits are a time since 1970, which is not a delay.
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const date = parseHttpDate(value);
  return date === undefined ? undefined : Math.max(0, date - (parseHttpDate(headers.get("date") ?? "") ?? Date.now()));
}

function parseHttpDate(value: string): number | undefined {
  if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d( GMT| \d{4})$/.test(value)) return undefined;
  const date = Date.parse(value.endsWith(" GMT") ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : date;
}
