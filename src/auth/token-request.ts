import { tokenPath } from "../../generated/operations.js";
import { wait } from "../http/abortable.js";
import { EnkashConnectionError, EnkashResponseError, type EnkashError } from "../errors.js";
import { redactHeaders } from "../http/redaction.js";
import { retryDelayMs } from "../http/retry.js";
import type { CheckedAuthOptions } from "./options.js";
import { isRefusal, parse, readGrant, refusal, type Grant } from "./token-answer.js";
import { attemptOnce, type Answer } from "../http/attempt.js";
import type { Fetch, FetchResponse } from "../http/fetch.js";

/** The members of a form that asks for a token (RFC 6749 4.3.2 and 6). */
type TokenForm =
  | { grant_type: "password"; username: string; password: string }
  | { grant_type: "refresh_token"; refresh_token: string };

/**
 * Makes the function that posts a form to the token endpoint, under the rules of a call (timeout, no redirect, 1 MiB of
 * body, retries), with one exception:
 *
 * A refusal is final. Faults are retried as in a call where the server said that it did not judge the credentials (408,
 * 429, 500, 503) or was never reached. But a login whose answer was lost on the way (timeout, reset, a gateway's 502 or
 * 504) may have been judged and counted: three such requests with a wrong password would lock the account. So at most two
 * requests of one login go out without a verdict. A refresh judges no password, and has no such limit.
 *
 * The function rejects with EnkashAuthError once refused; with EnkashConnectionError or EnkashTimeoutError without an
 * answer; and with EnkashResponseError for an answer that is neither a token nor a refusal.
 */
export function createTokenRequest(options: CheckedAuthOptions): (form: TokenForm) => Promise<Grant> {
  const { baseUrl, clientId, clientSecret, username, password, fetch: sendForm, timeoutMs, maxRetries } = options;
  const basic = btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`);
  const call = {
    operationId: "passwordGrant",
    method: "POST",
    url: baseUrl + tokenPath,
    headers: {
      accept: "application/json",
      authorization: `Basic ${basic}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    signal: undefined,
    timeoutMs,
    maxRetries,
  };

  return async function requestToken(form) {
    const { grant_type, ...values } = { ...form, ...options.form };
    const body = new URLSearchParams({ grant_type, ...values }).toString();
    const secrets = spellings([basic, clientSecret, username, password, ...Object.values(values)]);
    let withoutVerdict = 0;

    for (let attempt = 1; ; attempt++) {
      let outcome: Answer | EnkashError;
      // Kept from the head on: a 401 is a refusal even if its body never ends.
      let status: number | undefined;
      const fetch: Fetch = async (url, init) => {
        // The transport would take the last of the secrets for a bearer token.
        const response = await sendForm(url, { ...init, headers: { ...call.headers } });
        // A mock may give nothing, which attemptOnce reports.
        status = (response as FetchResponse | undefined)?.status;
        return response;
      };
      try {
        outcome = await attemptOnce(
          fetch,
          { ...call, body },
          { attempts: attempt, retried: attempt > 1, tokens: secrets },
        );
      } catch (error) {
        outcome = error as EnkashError; // Sound: without a signal, it throws this family alone.
      }
      const answer = "bytes" in outcome ? parse(outcome) : undefined;
      if (status !== undefined && isRefusal(status, answer)) throw refusal(status, answer, secrets);
      const grant = "bytes" in outcome && outcome.status < 300 ? readGrant(answer) : undefined;
      if (grant !== undefined) return grant;

      if (grant_type === "password" && mayHaveBeenJudged(outcome)) withoutVerdict++;
      const retryInMs = attempt > maxRetries || withoutVerdict > 1 ? undefined : retryDelayMs(outcome, attempt);
      if (retryInMs === undefined) throw "bytes" in outcome ? noToken(outcome, secrets) : outcome;
      await wait(retryInMs, undefined);
    }
  };
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

/** The form encoding that RFC 6749 2.3.1 asks for in both halves of the Basic header: no ":" and ASCII only. */
function formEncoded(value: string): string {
  return new URLSearchParams([["", value]]).toString().slice(1);
}

/** Each secret in the forms in which a server may echo it; the longest first, so that none is left in part. */
function spellings(secrets: readonly string[]): string[] {
  return secrets
    .flatMap((secret) => [secret, formEncoded(secret), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
}
