import { EnkashError, nameClass, type Details } from "../errors.js";
import { tokenPattern } from "../http/access-token.js";
import { excerpt, redactText } from "../http/redaction.js";
import { retriedStatuses } from "../http/retry.js";

/**
 * The server refused the credentials. Three wrong attempts in a row lock the account, so the login is not repeated: every
 * call that needs a token fails with this error, and nothing is sent, until `reset()`. A login without a verdict (no
 * response, a web page, a redirect, a 5xx) is not this error: see `passwordGrant`.
 *
 * `outcome` is that of the call that needed the token: `"unknown"` if an earlier attempt of it may have taken effect.
 */
export class EnkashAuthError extends EnkashError {
  /** The HTTP status of the token endpoint's response. */
  declare readonly status: number;
  /** The body's `error`, such as `invalid_grant` or `invalid_client` (RFC 6749 5.2). */
  declare readonly error: string | undefined;
  /** The body's `error_description`, human-readable. */
  declare readonly errorDescription: string | undefined;

  constructor(message: string, details: Details<EnkashAuthError>) {
    super(message, { outcome: "not-sent", ...details });
  }
}
nameClass(EnkashAuthError, "EnkashAuthError");

export const remedy =
  ". It is not repeated, since wrong attempts lock the account. Fix the cause, then call reset() or make a new passwordGrant.";

/** A checked response of the token endpoint (RFC 6749 5.1). */
export interface Grant {
  access_token: string;
  refresh_token: string | undefined;
  expires_in: number | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * A verdict on the credentials: 400 or 401; an OAuth error under any status; or a JSON object without a token, in the form
 * of an error of OAuth or of the vendor, whose failures arrive under 2xx too (evidence W). Anything else, such as a web
 * page, is no verdict: it may come from a proxy.
 */
export function isRefusal(status: number, body: Members = {}): boolean {
  if (status === 400 || status === 401 || oauthErrors.includes(body["error"])) return true;
  if (status >= 500 || retriedStatuses.includes(status) || body["access_token"] != null) return false;
  return ["error", "errorResponse", "response_code"].some((member) => body[member] != null);
}

/** RFC 6749 5.2. Shown as they are, since programs compare them: a word of them may be a password. */
const oauthErrors: readonly unknown[] = [
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
];

/** Shows no other member of the body: it may be a token under another name. */
export function authError(status: number, body: Members | undefined, secrets: readonly string[]): EnkashAuthError {
  const text = (member: unknown) => {
    if (typeof member !== "string") return undefined;
    return oauthErrors.includes(member) ? member : excerpt(redactText(member, secrets));
  };
  const [error, errorDescription] = [text(body?.["error"]), text(body?.["error_description"])];
  const reason = [error, errorDescription].filter(Boolean).join(": ") || "no reason given";
  return new EnkashAuthError(`passwordGrant: refused with HTTP ${status}: ${reason}${remedy}`, {
    status,
    error,
    errorDescription,
  });
}

/**
 * Accepts bearer tokens only (RFC 6749 7.1), of visible ASCII, since others cannot be sent as one.
 *
 * @param refreshToken - kept by a server that leaves it out (RFC 6749 6)
 */
export function readGrant(body: Members = {}, refreshToken?: string): Grant | undefined {
  const { access_token, token_type = null, refresh_token, expires_in } = body;
  if (typeof access_token !== "string" || !tokenPattern.test(access_token)) return undefined;
  if (token_type !== null && !(typeof token_type === "string" && /^bearer$/i.test(token_type))) return undefined;
  // Some servers write the number as a string. A token with an invalid time is kept until it is refused.
  const seconds = Number(expires_in);
  return {
    access_token,
    refresh_token: typeof refresh_token === "string" && refresh_token !== "" ? refresh_token : refreshToken,
    expires_in: seconds > 0 && Number.isFinite(seconds) ? seconds : undefined,
  };
}
