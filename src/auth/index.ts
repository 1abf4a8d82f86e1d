/**
 * Tokens by a user's name and password, for `createEnkashClient({ accessToken })`.
 *
 * @packageDocumentation
 */
import { OAuth2Client, type OAuth2Token } from "../../generated/oauth2-client.js";
import { tokenPath } from "../../generated/operations.js";
import { checkAuthOptions, type CheckedAuthOptions, type PasswordGrantOptions } from "./options.js";
import { EnkashAuthError } from "./token-answer.js";
import { requestToken, type TokenFetch } from "./token-request.js";

export { EnkashAuthError, type PasswordGrantOptions, type TokenFetch };

/** Gives an access token; goes straight into `createEnkashClient({ accessToken })`. */
export interface PasswordGrant {
  /** The token of the moment; `refused` is the one that the server has just answered 401 to. */
  (request?: { refused: string | undefined }): Promise<string>;
  /** Forgets the token and, if there was one, the refusal: the next call logs in anew. */
  reset(): void;
}

/**
 * Makes a token function from a user's name and password (OAuth 2.0's password grant, RFC 6749 4.3).
 *
 * It logs in when the first token is needed, once for any number of calls at a time; keeps the token until shortly
 * before its `expires_in`, or until the server refuses it; and then renews it by the refresh token, or by a new login
 * where that is refused. Make it once for each account and share it: what it knows of a refusal is its own.
 *
 * @example
 * ```ts
 * const accessToken = passwordGrant({ baseUrl, clientId, clientSecret, username, password });
 * const enkash = createEnkashClient({ baseUrl, accessToken });
 * ```
 * @returns a function that rejects with EnkashAuthError once the credentials were refused, and from then on without
 * sending anything; with EnkashConnectionError, EnkashTimeoutError or EnkashResponseError where there was no verdict
 * @throws TypeError an option is missing, of the wrong kind or unknown; the message names it and shows no secret
 */
export function passwordGrant(options: PasswordGrantOptions): PasswordGrant {
  const checked = checkAuthOptions(options);
  const { username, password } = checked;
  const oauth = createOauth(checked);
  // Replaced as a whole: what a login from before a reset brings belongs to nobody any more.
  let session: Session = { renewAt: 0 };

  async function accessToken({ refused }: { refused?: string | undefined } = {}): Promise<string> {
    if (session.refusal !== undefined) throw session.refusal;
    const { token, renewAt } = session;
    if (token !== undefined && token.accessToken !== refused && Date.now() < renewAt) return token.accessToken;
    return (session.renewal ??= renew(session));
  }

  async function renew(current: Session): Promise<string> {
    const old = current.token;
    // Tried once: if its answer is lost, the server may have replaced it already, and the next renewal is a login.
    delete current.token;
    try {
      const token = (old?.refreshToken && (await refreshed(old))) || (await oauth.password({ username, password }));
      current.token = token;
      current.renewAt = renewalTime(token);
      return token.accessToken;
    } catch (error) {
      if (error instanceof EnkashAuthError) current.refusal = error;
      throw error;
    } finally {
      delete current.renewal;
    }
  }

  /** Undefined where the refresh token is refused. */
  async function refreshed(token: OAuth2Token): Promise<OAuth2Token | undefined> {
    try {
      return await oauth.refreshToken(token);
    } catch (error) {
      if (error instanceof EnkashAuthError) return undefined;
      throw error;
    }
  }

  return Object.assign(accessToken, {
    reset() {
      session = { renewAt: 0 };
    },
  });
}

interface Session {
  token?: OAuth2Token;
  /** Milliseconds since 1970. */
  renewAt: number;
  /** The one that is under way, for all who wait. */
  renewal?: Promise<string>;
  refusal?: EnkashAuthError;
}

/** 30 s before the end, so that no call travels with a token that dies on the way; a tenth of a short life. */
function renewalTime({ expiresAt }: OAuth2Token): number {
  if (expiresAt === null) return Infinity;
  return expiresAt - Math.min(30_000, (expiresAt - Date.now()) / 10);
}

/**
 * The library writes the form, reads the grant and keeps a refresh token that is not replaced. Where it falls short:
 * - it has no timeout, no retries, no bound on the body, follows redirects, prints what it cannot read to the console,
 *   and its errors hold the answer: so `requestToken` does the sending and judging, and hands it sound grants only;
 * - its Basic header escapes "-", "." and "_" too, as HTML 4 did; servers that compare it undecoded refuse that, and
 *   every decoder reads both forms alike: so ours is the form encoding as URLSearchParams writes it;
 * - it knows no further form members for this grant: so they are added to what it wrote.
 */
function createOauth(options: CheckedAuthOptions) {
  const { baseUrl, clientId, clientSecret, username, password, form, fetch, timeoutMs, maxRetries } = options;
  const basic = btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`);
  const tokenEndpoint = baseUrl.replace(/\/$/, "") + tokenPath;

  return new OAuth2Client({
    tokenEndpoint,
    clientId,
    clientSecret,
    authenticationMethod: "client_secret_basic",
    fetch: async (_, init) => {
      const body = new URLSearchParams(init?.body as string); // Sound: the library sends the form as a string.
      for (const [name, value] of Object.entries(form)) body.set(name, value);
      const grantType = body.get("grant_type");
      const values = [...body].flatMap(([name, value]) => (name === "grant_type" ? [] : [value]));
      const grant = await requestToken({
        fetch,
        url: tokenEndpoint,
        headers: {
          accept: "application/json",
          authorization: `Basic ${basic}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: body.toString(),
        isLogin: grantType === "password",
        secrets: spellings([basic, clientSecret, username, password, ...values]),
        timeoutMs,
        maxRetries,
      });
      return new Response(JSON.stringify(grant), { headers: { "content-type": "application/json" } });
    },
  });
}

/** As RFC 6749 2.3.1 wants the two halves of the Basic header: without a ":" or anything beyond ASCII. */
function formEncoded(value: string): string {
  return new URLSearchParams([["", value]]).toString().slice(1);
}

/** Each secret as it is, and as a server may echo it; the longest first, so that none is left in part. */
function spellings(secrets: readonly string[]): string[] {
  return secrets
    .flatMap((secret) => [secret, formEncoded(secret), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
}
