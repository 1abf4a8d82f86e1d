import { EnkashApiError, EnkashError } from "enkash-customer-client";
import { EnkashAuthError } from "enkash-customer-client/auth";

import type { Verdict } from "./journal.js";
import type { Server } from "./server.js";

/** What one request brought. */
export interface Answer {
  /** Undefined if the id has to be asked again. */
  verdict?: Verdict;
  reason: string;
  /** Whether this request, or one before it, may have deleted the customer although no answer said so. */
  mayBeGone: boolean;
  /** How long the server wants everybody to wait. */
  retryAfterMs: number;
  /** The server asked for a slower pace (429), and did not look at the id. */
  throttled?: boolean;
  /** Why nothing more may be sent. */
  stop?: string;
}

/** Makes the function that sends one request and judges its answer. */
export function createAsk({ deleteCustomer }: Server, { maxAttempts = 5, maxFailures = 20 }) {
  let failures = 0;
  return async function ask(id: string, mayBeGone: boolean, attempt: number): Promise<Answer> {
    try {
      await deleteCustomer(id);
      failures = 0;
      return { verdict: { verdict: "deleted" }, reason: "", mayBeGone, retryAfterMs: 0 };
    } catch (error) {
      if (!(error instanceof EnkashError)) throw error;
      const answer = judge(error, mayBeGone);
      if (answer.throttled === true) return answer;
      failures = answer.verdict?.verdict.includes("gone") === true ? 0 : failures + 1;
      if (failures >= maxFailures) answer.stop ??= `${failures} failures in a row, the last one: ${answer.reason}`;
      if (attempt >= maxAttempts) answer.verdict ??= { verdict: "not known", reason: answer.reason };
      return answer;
    }
  };
}

function judge(error: EnkashError, wasSentBefore: boolean): Answer {
  const { message: reason, outcome } = error;
  const again = { reason, mayBeGone: wasSentBefore || outcome === "unknown", retryAfterMs: 0 };
  if (error instanceof EnkashAuthError) return { ...again, stop: reason };
  if (!(error instanceof EnkashApiError)) return again;

  const { status, errorType, requestId } = error;
  if (status === 401 || status === 403) return { ...again, stop: reason };
  // A 404 without this type is that of a proxy or a wrong path, and says nothing of the customer.
  if (errorType === "RECORD_NOT_FOUND") {
    const verdict = wasSentBefore ? "gone, probably by us" : "already gone";
    return { ...again, verdict: { verdict, errorType, requestId } };
  }
  const retryAfterMs = waitingTime(error.headers.get("retry-after"));
  if (status === 429) return { ...again, retryAfterMs: retryAfterMs || 1_000, throttled: true };
  if (outcome === "unknown" || status === 408) return { ...again, retryAfterMs };
  return { ...again, verdict: { verdict: "refused", reason, errorType, requestId } };
}

/** Seconds, or a date (RFC 9110 10.2.3). */
function waitingTime(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now();
  return ms > 0 ? ms : 0;
}
