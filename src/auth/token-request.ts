import { tokenPath } from "../../generated/operations.js";
import { EnkashConnectionError, EnkashResponseError, type EnkashError } from "../errors.js";
import { wait } from "../http/abortable.js";
import { attemptOnce, type Call, type ReceivedResponse } from "../http/attempt.js";
import { decode, oneMebibyte, parseObject } from "../http/body.js";
import { redactHeaders } from "../http/redaction.js";
import { retryDelayMs } from "../http/retry.js";
import { correctCount, mayLogIn } from "./login-limit.js";
import type { CheckedAuthOptions } from "./options.js";
import type { Session } from "./session.js";
import { authError, isRefusal, readGrant, remedy, type EnkashAuthError, type Grant } from "./token-response.js";

/**
 * Requests a token by a refresh token, or by a login (RFC 6749 6 and 4.3.2), under the rules of a call (timeout, no redirect,
 * 1 MiB of body, retries), but for logins: a refusal is final, and the logins without a verdict are limited over all calls of
 * the session. A refresh judges no password, and is not counted.
 *
 * @returns an error if the server refused the credentials
 * @throws EnkashConnectionError no response; EnkashTimeoutError, a subclass: no full response in time
 * @throws EnkashResponseError a response that is neither a token nor a refusal
 */
export async function requestToken(
  options: CheckedAuthOptions,
  session: Session,
  refreshToken?: string,
): Promise<Grant | EnkashAuthError> {
  const { call, secrets } = writeRequest(options, refreshToken);
  const isLogin = refreshToken === undefined;
  const mayRequest = () => !isLogin || mayLogIn(session);
  for (let attempts = 1; ; attempts++) {
    // After logins that are gone with their requests, or beside one that was taken for gone.
    if (!mayRequest())
      throw endLogins(session, new EnkashConnectionError("passwordGrant: no response", { attempts: 0 }));
    // Counted before it is sent, since nothing may be left to count it afterwards.
    if (isLogin) session.unjudgedLogins++;
    expectStep(session, options.timeoutMs);
    // Nothing reads `retried` of a login: it is for the outcome of a call.
    const end = await attemptOnce(options.fetch, call, { attempts, retried: false, secrets });
    const body = end.kind === "response" ? parseObject(decode(end.response.bytes)) : undefined;
    const { status = 0 } = end; // A 401 is a refusal even if its body never ends.
    if (isRefusal(status, body)) return authError(status, body, secrets);
    const grant = status < 300 ? readGrant(body, refreshToken) : undefined;
    if (grant !== undefined) return grant;

    if (isLogin) correctCount(session, end);
    const retryInMs = attempts <= options.maxRetries && mayRequest() ? retryDelayMs(end, attempts) : undefined;
    if (retryInMs === undefined) {
      const error = end.kind === "response" ? noToken(end.response, secrets) : end.error;
      throw mayRequest() ? error : endLogins(session, error);
    }
    expectStep(session, retryInMs);
    await wait(retryInMs, undefined);
  }
}

function expectStep(session: Session, ms: number): void {
  session.goneAt = performance.now() + ms + 1_000;
}

function endLogins(session: Session, error: unknown): unknown {
  const last = error as EnkashError; // Safe: it is not the reason of a signal, since the request has none.
  last.message = last.message.replace(/\.?$/, remedy);
  return (session.lastError = last);
}

function writeRequest(
  { baseUrl, clientId, clientSecret, username, password, form, timeoutMs }: CheckedAuthOptions,
  refreshToken: string | undefined,
): { call: Call; secrets: string[] } {
  const [grant_type, values] =
    refreshToken === undefined
      ? ["password", { username, password, ...form }]
      : ["refresh_token", { refresh_token: refreshToken, ...form }];
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
    maxResponseBytes: oneMebibyte,
    doubt: "",
  };
  return { call, secrets: spellings([basic, clientSecret, username, password, ...Object.values(values)]) };
}

/** Without an excerpt of the body, which may hold a token in a form that is not known. */
function noToken(
  { status, headers, bytes, attempts }: ReceivedResponse,
  secrets: readonly string[],
): EnkashResponseError {
  // A header may repeat a token that the body holds.
  const issued =
    decode(bytes)
      .match(/[\w.~+/-]{16,}/g)
      ?.slice(0, 99) ?? [];
  return new EnkashResponseError(
    `passwordGrant: HTTP ${status} is neither a token nor a refusal (attempt ${attempts})`,
    {
      status,
      headers: redactHeaders(headers, [...secrets, ...issued]),
      bodyExcerpt: undefined,
      attempts,
    },
  );
}

/** The form encoding that RFC 6749 2.3.1 asks for in both halves of the Basic header: no ":" and ASCII only. */
function formEncoded(value: string): string {
  return new URLSearchParams([["", value]]).toString().slice(1);
}

/** Each secret as a form, a URL and JSON write it: redaction undoes escapes, but byte by byte and without control characters. */
function spellings(secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) => [
    secret,
    formEncoded(secret),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
}
