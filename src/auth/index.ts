/**
 * Tokens by a user's name and password, for `createEnkashClient({ accessToken })`.
 *
 * @packageDocumentation
 */
import type { Fetch } from "../http/fetch.js";
import { checkAuthOptions, type PasswordGrantOptions } from "./options.js";
import { currentToken, newSession } from "./session.js";
import { EnkashAuthError } from "./token-response.js";

export { EnkashAuthError, type Fetch, type PasswordGrantOptions };

/**
 * Returns an access token. Pass it to `createEnkashClient({ accessToken })`.
 *
 * @example
 * ```ts
 * const accessToken = passwordGrant({ baseUrl, ...credentials });
 * const enkash = createEnkashClient({ baseUrl, accessToken });
 * accessToken.reset(); // After somebody has unlocked the account.
 * ```
 */
export interface PasswordGrant {
  /** Returns the current token. `refused` is the token that the server has just answered 401 to. */
  (request?: { refused: string | undefined }): Promise<string>;
  /** Forgets the token, a refused login and logins without a verdict, so that the next call logs in. */
  reset(): void;
}

/**
 * Makes a token function from a user's name and password (OAuth 2.0's password grant, RFC 6749 4.3).
 *
 * It logs in when the first token is needed, once for all concurrent calls. It keeps the token until shortly before its
 * `expires_in`, or until the server refuses it, and then renews it by the refresh token, or by a new login if that is
 * refused.
 *
 * Three wrong attempts in a row lock the account, so a refused login is never repeated. A login without a verdict (no
 * response, an error page, a redirect) may have been counted too: after two in a row no other is sent, and after one where
 * the platform itself may send a POST again (any but Node and Cloudflare Workers). Then every call rejects with the error of
 * the last login, and nothing is sent, until `reset()`.
 *
 * Make one for each account and share it: each counts by itself. So does each process, worker and isolate; three of them
 * with a wrong password make three attempts. Where many run, log in once and hand out the token.
 *
 * @example
 * ```ts
 * const credentials = { clientId, clientSecret, username, password };
 * const accessToken = passwordGrant({ baseUrl, ...credentials });
 * const enkash = createEnkashClient({ baseUrl, accessToken });
 * ```
 * @param options - the server, the credentials of the application and those of the user
 * @returns a token function. It rejects with EnkashAuthError once the credentials were refused; and with
 * EnkashConnectionError, EnkashTimeoutError or EnkashResponseError if the login got no verdict
 * @throws TypeError an option is missing, of the wrong kind or unknown; the message names it and shows no secret
 */
export function passwordGrant(options: PasswordGrantOptions): PasswordGrant {
  const checked = checkAuthOptions(options);
  // `reset()` replaces the object, so a login started before it cannot store its token.
  let session = newSession();
  return Object.assign(
    ({ refused }: { refused?: string | undefined } = {}) => currentToken(checked, session, refused),
    {
      reset() {
        session = newSession();
      },
    },
  );
}
