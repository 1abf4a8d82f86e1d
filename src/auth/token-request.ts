import { tokenPath } from "../../generated/operations.js";
import { EnkashResponseError } from "../errors.js";
import { wait } from "../http/abortable.js";
import { attemptOnce, type AttemptEnd, type Call, type ReceivedResponse } from "../http/attempt.js";
import { parseObject } from "../http/body.js";
import { redactHeaders } from "../http/redaction.js";
import { retryDelayMs } from "../http/retry.js";
import type { CheckedAuthOptions } from "./options.js";
import { authError, isRefusal, readGrant, type Grant } from "./token-response.js";

/** The members of a form that asks for a token (RFC 6749 4.3.2 and 6). */
type TokenForm =
  | { grant_type: "password"; username: string; password: string }
  | { grant_type: "refresh_token"; refresh_token: string };

/**
 * Posts a form to the token endpoint, under the rules of a call (timeout, no redirect, 1 MiB of body, retries), with one
 * exception:
 *
 * A refusal is final. Faults are retried as in a call where the server said that it did not judge the credentials (408,
 * 429, 500, 503) or was never reached. But a login whose response was lost on the way (timeout, reset, a gateway's 502 or
 * 504) may have been judged and counted: three such requests with a wrong password would lock the account. So at most two
 * requests of one login go out without a verdict. A refresh judges no password, and has no such limit.
 *
 * @throws EnkashAuthError the server refused the credentials
 * @throws EnkashConnectionError no response; EnkashTimeoutError, a subclass: no full response in time
 * @throws EnkashResponseError a response that is neither a token nor a refusal
 */
export async function requestToken(options: CheckedAuthOptions, form: TokenForm): Promise<Grant> {
  const { call, secrets } = writeRequest(options, form);
  let withoutVerdict = 0;
  for (let attempts = 1; ; attempts++) {
    const end = await attemptOnce(options.fetch, call, { attempts, retried: attempts > 1, secrets });
    const body = end.kind === "response" ? parseObject(end.response.bytes) : undefined;
    const { status } = end; // A 401 is a refusal even if its body never ends.
    if (status !== undefined && isRefusal(status, body)) throw authError(status, body, secrets);
    const grant = status !== undefined && status < 300 ? readGrant(body) : undefined;
    if (grant !== undefined) return grant;

    if (form.grant_type === "password" && mayHaveBeenJudged(end)) withoutVerdict++;
    const mayRetry = attempts <= options.maxRetries && withoutVerdict < 2;
    const retryInMs = mayRetry ? retryDelayMs(end, attempts) : undefined;
    if (retryInMs === undefined) throw end.kind === "response" ? noToken(end.response, secrets) : end.error;
    await wait(retryInMs, undefined);
  }
}

function writeRequest(options: CheckedAuthOptions, form: TokenForm): { call: Call; secrets: string[] } {
  const { baseUrl, clientId, clientSecret, username, password, timeoutMs } = options;
  const { grant_type, ...values } = { ...form, ...options.form };
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
    body: new URLSearchParams({ grant_type, ...values }).toString(),
    signal: undefined,
    timeoutMs,
  };
  return { call, secrets: spellings([basic, clientSecret, username, password, ...Object.values(values)]) };
}

/** Whether the server may have counted a login whose verdict did not arrive. */
function mayHaveBeenJudged(end: AttemptEnd): boolean {
  if (end.kind === "unanswered") return !neverReached(end.error.cause);
  return end.status === 502 || end.status === 504;
}

/** Only for error codes that mean the connection was never made: those of Node, undici, Deno (as Node) and Bun. */
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
function noToken({ status, headers, attempts }: ReceivedResponse, secrets: readonly string[]): EnkashResponseError {
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
