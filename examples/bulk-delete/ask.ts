import { EnkashApiError, EnkashError } from "enkash-customer-client";
import { EnkashAuthError } from "enkash-customer-client/auth";

import type { Verdict } from "./journal.js";
import type { Server } from "./server.js";

/** What one request brought. */
export interface Answer {
  /** Undefined if the id has to be asked again. */
  verdict: Verdict | undefined;
  reason: string;
  /** Whether this request, or one before it, may have deleted the customer although no answer said so. */
  mayBeGone: boolean;
  /** How long the server wants everybody to wait. */
  retryAfterMs: number;
  /** The server asked for a slower pace (429): the id was not looked at, and nothing failed. */
  throttled: boolean;
  /** Why nothing more may be sent. */
  stop: string | undefined;
}

export interface Limits {
  /** After how many requests without a verdict an id is given up. */
  maxAttempts: number;
  /** After how many failures in a row everything stops. */
  maxFailures: number;
}

/** Makes the function that sends one request and judges its answer. */
export function createAsk({ deleteCustomer }: Server, { maxAttempts, maxFailures }: Limits) {
  let failures = 0;
  return async function ask(id: string, mayBeGone: boolean, attempt: number): Promise<Answer> {
    try {
      await deleteCustomer(id);
      failures = 0;
      return { ...nothing, mayBeGone, verdict: { verdict: "deleted" } };
    } catch (error) {
      if (!(error instanceof EnkashError)) throw error;
      const answer = judge(error, mayBeGone);
      if (answer.verdict?.verdict.includes("gone")) failures = 0;
      else if (!answer.throttled) failures++;
      if (failures >= maxFailures) answer.stop ??= `${failures} failures in a row, the last one: ${answer.reason}`;
      if (attempt >= maxAttempts && !answer.throttled)
        answer.verdict ??= { verdict: "not known", reason: answer.reason };
      return answer;
    }
  };
}

const nothing = { verdict: undefined, reason: "", retryAfterMs: 0, throttled: false, stop: undefined };

function judge(error: EnkashError, mayBeGone: boolean): Answer {
  const again = { ...nothing, reason: error.message };
  if (error instanceof EnkashAuthError) return { ...again, mayBeGone, stop: error.message };
  if (!(error instanceof EnkashApiError)) return { ...again, mayBeGone: mayBeGone || outcomeOf(error) === "unknown" };

  const { status, errorType, requestId, headers } = error;
  const told = { errorType, requestId };
  // Not every 404: a proxy's, or that of a wrong path, says nothing of the customer.
  if (errorType === "RECORD_NOT_FOUND") {
    return { ...again, mayBeGone, verdict: { verdict: mayBeGone ? "gone, probably by us" : "already gone", ...told } };
  }
  if ([401, 403].includes(status)) return { ...again, mayBeGone, stop: error.message };
  if (status === 408 || status === 429 || status >= 500) {
    const throttled = status === 429;
    const retryAfterMs = waitingTime(headers.get("retry-after")) || (throttled ? 1_000 : 0);
    return { ...again, retryAfterMs, throttled, mayBeGone: mayBeGone || !throttled };
  }
  return { ...again, mayBeGone, verdict: { verdict: "refused", reason: error.message, ...told } };
}

/** Seconds, or a date (RFC 9110 10.2.3). */
function waitingTime(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now();
  return ms > 0 ? ms : 0;
}

function outcomeOf(error: EnkashError): "not-sent" | "unknown" {
  return error.name === "EnkashParameterError" ? "not-sent" : "unknown";
}
