import { EnkashConnectionError, EnkashResponseError } from "../errors.js";

/** What passes by itself. */
export const retriedStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];
const firstDelayMs = 500;
const longestDelayMs = 8_000;
const longestRetryAfterMs = 60_000;

/**
 * How long to wait before the next attempt, after `attempt` requests ended in `outcome`; undefined if there is nothing
 * that a further attempt could mend. The server's `Retry-After` wins over ours, but is not waited for past a minute.
 */
export function retryDelayMs(outcome: unknown, attempt: number): number | undefined {
  if (!(outcome instanceof EnkashConnectionError)) {
    if (!hasHead(outcome) || !retriedStatuses.includes(outcome.status)) return undefined;
    const askedMs = retryAfterMs(outcome.headers.get("retry-after"));
    if (askedMs !== undefined) return askedMs > longestRetryAfterMs ? undefined : askedMs;
  }
  // Full jitter: many clients that failed together do not come back together.
  return Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
}

function hasHead(outcome: unknown): outcome is { status: number; headers: Headers } {
  return (
    outcome instanceof EnkashResponseError || (typeof outcome === "object" && outcome !== null && "bytes" in outcome)
  );
}

/** Seconds, or one of the three forms of an HTTP date (RFC 9110 5.6.7, 10.2.3), all of them in UTC; else undefined. */
function retryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value)) return undefined;
  const date = Date.parse(value.endsWith(" GMT") ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
