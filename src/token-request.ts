import { EnkashConnectionError, EnkashError, EnkashResponseError, nameClass } from "./errors.js";
import { excerpt, redactHeaders } from "./redaction.js";
import { retriedStatuses, retryDelayMs } from "./retry.js";
import { attemptOnce, wait, type Answer, type Fetch } from "./transport.js";

/**
 * The server refused the credentials. Three wrong attempts in a row lock the account (evidence V), so the login is not
 * repeated: every call that needs a token fails with this error, and nothing is sent, until `reset()`.
 *
 * It says nothing of the call that needed the token: if that had sent a request before, it may have taken effect.
 */
export class EnkashAuthError extends EnkashError {
  static {
    nameClass(this, "EnkashAuthError");
  }
  /** The HTTP status of the token endpoint's answer. */
  readonly status: number;
  /** The answer's `error`, such as `invalid_grant` or `invalid_client` (RFC 6749 5.2). */
  readonly error: string | undefined;
  /** The answer's `error_description`: the server's sentence for people. */
  readonly errorDescription: string | undefined;

  constructor(message: string, details: Pick<EnkashAuthError, "status" | "error" | "errorDescription">) {
    super(message);
    this.status = details.status;
    this.error = details.error;
    this.errorDescription = details.errorDescription;
  }
}

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

/** What the token endpoint gives (RFC 6749 5.1), once checked. */
export interface Grant {
  access_token: string;
  refresh_token: string | undefined;
  expires_in: number | undefined;
}

/**
 * Asks for a token under the rules of a call (timeout, no redirect, 1 MiB of body, retries), with one exception.
 *
 * A refusal is final. What passes by itself is retried as in a call, where the server said that it did not judge (408,
 * 429, 500, 503) or was never reached. But a login whose answer was lost on the way (timeout, reset, a gateway's 502 or
 * 504) may have been judged and counted; sent three times by a retry of ours, a wrong one would lock the account. So of
 * each login at most two requests go out without a verdict. A refresh is not counted, and has no such limit.
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
      const sent = { ...init, body };
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

type Members = Readonly<Record<string, unknown>>;

/** The JSON object that the body is. */
function parse({ bytes }: Answer): Members | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    // Sound: any object can be read by string keys; what comes out is unknown and is checked.
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * 4xx, but for what passes by itself; or one of OAuth's own errors under whatever status; or, since failures of this
 * vendor arrive under 2xx too (evidence W), a JSON object without a token. In doubt, an account is not to be locked.
 */
function isRefusal(status: number, answer: Members | undefined): boolean {
  if (status >= 400 && status < 500 && !retriedStatuses.includes(status)) return true;
  if (answer === undefined) return false;
  if (oauthErrors.includes(answer["error"])) return true;
  return status >= 200 && status < 300 && answer["access_token"] == null;
}

/** RFC 6749 5.2. */
const oauthErrors: readonly unknown[] = [
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
];

/** Of the body nothing else is told: what it holds may be a token under another name. */
function refusal(status: number, answer: Members | undefined, secrets: readonly string[]): EnkashAuthError {
  const told = (member: unknown) =>
    typeof member === "string"
      ? excerpt(secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), member))
      : undefined;
  const [error, errorDescription] = [told(answer?.["error"]), told(answer?.["error_description"])];
  const reason = [error, errorDescription].filter(Boolean).join(": ") || "no reason given";
  return new EnkashAuthError(
    `passwordGrant: refused with HTTP ${status}: ${reason}. It is not repeated, since wrong attempts lock the account: mend the cause, then call reset() or make a new passwordGrant.`,
    { status, error, errorDescription },
  );
}

/** Only a bearer token may be sent as one (RFC 6749 7.1), and only a word of visible ASCII can be. */
function readGrant(answer: Members | undefined): Grant | undefined {
  const { access_token, token_type = null, refresh_token, expires_in } = answer ?? {};
  if (typeof access_token !== "string" || !/^[\x21-\x7e]+$/.test(access_token)) return undefined;
  if (token_type !== null && !(typeof token_type === "string" && /^bearer$/i.test(token_type))) return undefined;
  // Some servers write the number as a string. What is no time is none: such a token is kept until it is refused.
  const seconds = Number(expires_in);
  return {
    access_token,
    refresh_token: typeof refresh_token === "string" && refresh_token !== "" ? refresh_token : undefined,
    expires_in: seconds > 0 && Number.isFinite(seconds) ? seconds : undefined,
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
