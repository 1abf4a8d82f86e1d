/**
 * Tokens by a user's name and password, for `createEnkashClient({ accessToken })`.
 *
 * @packageDocumentation
 */
import { copyError } from "../errors.js";
import type { Fetch } from "../http/fetch.js";
import { checkAuthOptions, type CheckedAuthOptions, type PasswordGrantOptions } from "./options.js";
import { EnkashAuthError, type Grant } from "./token-response.js";
import { requestToken } from "./token-request.js";

export { EnkashAuthError, type Fetch, type PasswordGrantOptions };

/** Returns an access token. Pass it to `createEnkashClient({ accessToken })`. */
export interface PasswordGrant {
  /** Returns the current token. `refused` is the token that the server has just answered 401 to. */
  (request?: { refused: string | undefined }): Promise<string>;
  /** Forgets the token and a refused login, so that the next call logs in. */
  reset(): void;
}

/**
 * Makes a token function from a user's name and password (OAuth 2.0's password grant, RFC 6749 4.3).
 *
 * It logs in when the first token is needed, once for all concurrent calls. It keeps the token until shortly before its
 * `expires_in`, or until the server refuses it, and then renews it by the refresh token, or by a new login if that is
 * refused. Make one for each account and share it, since each remembers a refused login by itself.
 *
 * @example
 * ```ts
 * const accessToken = passwordGrant({ baseUrl, clientId, clientSecret, username, password });
 * const enkash = createEnkashClient({ baseUrl, accessToken });
 * ```
 * @returns a token function. It rejects with EnkashAuthError once the credentials were refused, and from then on sends
 * nothing; and with EnkashConnectionError, EnkashTimeoutError or EnkashResponseError if the login got no verdict
 * @throws TypeError an option is missing, of the wrong kind or unknown; the message names it and shows no secret
 */
export function passwordGrant(options: PasswordGrantOptions): PasswordGrant {
  const checked = checkAuthOptions(options);
  // `reset()` replaces the object, so a login started before it cannot store its token.
  let session: Session = { renewAt: 0 };
  return Object.assign(
    ({ refused }: { refused?: string | undefined } = {}) => currentToken(checked, session, refused),
    {
      reset() {
        session = { renewAt: 0 };
      },
    },
  );
}

async function currentToken(
  options: CheckedAuthOptions,
  session: Session,
  refused: string | undefined,
): Promise<string> {
  const { token, renewAt } = session;
  if (token !== undefined && token.access_token !== refused && Date.now() < renewAt) return token.access_token;
  try {
    if (session.refusal !== undefined) throw session.refusal;
    return await (session.renewal ??= renew(options, session));
  } catch (error) {
    // One error may reject several calls, and each gets a copy of its own.
    throw copyError(error, "not-sent");
  }
}

async function renew(options: CheckedAuthOptions, session: Session): Promise<string> {
  const refreshToken = session.token?.refresh_token;
  // A refresh token is used once: if its response is lost, the server may have replaced it, so the next renewal is a login.
  delete session.token;
  try {
    const token = (refreshToken && (await refresh(options, refreshToken))) || (await logIn(options));
    session.token = token;
    session.renewAt = renewalTime(token);
    return token.access_token;
  } catch (error) {
    if (error instanceof EnkashAuthError) session.refusal = error;
    throw error;
  } finally {
    delete session.renewal;
  }
}

function logIn(options: CheckedAuthOptions): Promise<Grant> {
  const { username, password } = options;
  return requestToken(options, { grant_type: "password", username, password });
}

/** Returns undefined where the refresh token is refused. */
async function refresh(options: CheckedAuthOptions, refreshToken: string): Promise<Grant | undefined> {
  try {
    const token = await requestToken(options, { grant_type: "refresh_token", refresh_token: refreshToken });
    // A server that does not replace the refresh token leaves it out (RFC 6749 6).
    return { ...token, refresh_token: token.refresh_token ?? refreshToken };
  } catch (error) {
    if (error instanceof EnkashAuthError) return undefined;
    throw error;
  }
}

interface Session {
  token?: Grant;
  /** Milliseconds since 1970. */
  renewAt: number;
  /** The renewal in progress, shared by all concurrent calls. */
  renewal?: Promise<string>;
  refusal?: EnkashAuthError;
}

/** 30 s before the token expires, so that it does not expire on the way; for a short lifetime, a tenth of it. */
function renewalTime({ expires_in }: Grant): number {
  if (expires_in === undefined) return Infinity;
  const lifetimeMs = expires_in * 1_000;
  return Date.now() + lifetimeMs - Math.min(30_000, lifetimeMs / 10);
}
