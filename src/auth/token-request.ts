import { wait } from "../http/abortable.js";
import { EnkashConnectionError, EnkashResponseError, type EnkashError } from "../errors.js";
import { redactHeaders } from "../http/redaction.js";
import { retryDelayMs } from "../http/retry.js";
import { isRefusal, parse, readGrant, refusal, type Grant } from "./token-answer.js";
import { attemptOnce, type Answer, type Fetch } from "../http/transport.js";

/** `fetch`, for a request with a form. */
export type TokenFetch = (url: string, init: Parameters<Fetch>[1] & { body: string }) => Promise<Response>;

export interface TokenRequest {
  fetch: TokenFetch;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Whether the server judges the user's password, and counts a wrong one. */
  isLogin: boolean;
  /** What no error may hold, the longest first. */
  secrets: readonly string[];
  timeoutMs: number;
  maxRetries: number;
}

/**
 * Asks for a token under the rules of a call (timeout, no redirect, 1 MiB of body, retries), with one exception.
 *
 * A refusal is final. What passes by itself is retried as in a call, where the server said that it did not judge (408,
 * 429, 500, 503) or was never reached. But a login whose answer was lost on the way (timeout, reset, a gateway's 502 or
 * 504) may have been judged and counted; sent three times by retries of ours, a wrong one would lock the account. So of
 * each login at most two requests go out without a verdict. The next login is the doing of the next call: what is known
 * of an outage must not end the process's logins for good. A refresh judges no password, and has no such limit.
 *
 * @throws EnkashAuthError refused
 * @throws EnkashConnectionError no answer; EnkashTimeoutError, one of them: no full answer in time
 * @throws EnkashResponseError an answer that is neither a token nor a refusal
 */
export async function requestToken(request: TokenRequest): Promise<Grant> {
  const { url, headers, body, timeoutMs, maxRetries, secrets } = request;
  const call = { operationId: "passwordGrant", method: "POST", url, headers, signal: undefined, timeoutMs, maxRetries };
  let withoutVerdict = 0;

  for (let attempt = 1; ; attempt++) {
    let outcome: Answer | EnkashError;
    // Kept from the head on: a 401 is a refusal even if its body never ends.
    let status: number | undefined;
    const fetch: Fetch = async (url, init) => {
      // Not the transport's headers: it takes the last of the secrets for a bearer token.
      const sent = { ...init, headers: { ...headers }, body };
      const response = await request.fetch(url, sent);
      status = response.status;
      return response;
    };
    try {
      outcome = await attemptOnce({ fetch }, call, attempt, secrets);
    } catch (error) {
      outcome = error as EnkashError; // Sound: without a signal, it throws this family alone.
    }
    const answer = "bytes" in outcome ? parse(outcome) : undefined;
    if (status !== undefined && isRefusal(status, answer)) throw refusal(status, answer, secrets);
    const grant = "bytes" in outcome && outcome.status < 300 ? readGrant(answer) : undefined;
    if (grant !== undefined) return grant;

    if (request.isLogin && mayHaveBeenJudged(outcome)) withoutVerdict++;
    const retryInMs = attempt > maxRetries || withoutVerdict > 1 ? undefined : retryDelayMs(outcome, attempt);
    if (retryInMs === undefined) throw "bytes" in outcome ? noToken(outcome, secrets) : outcome;
    await wait(retryInMs, undefined);
  }
}

/** Whether the server may have counted a login whose verdict did not arrive. */
function mayHaveBeenJudged(outcome: Answer | EnkashError): boolean {
  if (outcome instanceof EnkashConnectionError) return !neverReached(outcome.cause);
  return "status" in outcome && (outcome.status === 502 || outcome.status === 504);
}

/** Only where the platform says so in as many words: Node's, undici's, Deno's (as Node) and Bun's code. */
function neverReached(cause: unknown): boolean {
  for (let link = cause; link instanceof Error; link = link.cause) {
    if ("code" in link && neverReachedCodes.includes(link.code)) return true;
  }
  return false;
}

const neverReachedCodes: readonly unknown[] = [
  "ECONNREFUSED",
  "ConnectionRefused",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

/** Without an excerpt of the body, which may hold a token in a form that is not known. */
function noToken({ status, headers, attempts }: Answer, secrets: readonly string[]): EnkashResponseError {
  return new EnkashResponseError(
    `passwordGrant: HTTP ${status} is neither a token nor a refusal (attempt ${attempts})`,
    {
      status,
      headers: redactHeaders(headers, secrets),
      bodyExcerpt: undefined,
      attempts,
      cause: undefined,
    },
  );
}
