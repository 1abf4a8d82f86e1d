import { copyError, EnkashError } from "../errors.js";
import { abortable } from "../http/abortable.js";
import type { LoginCount } from "./login-limit.js";
import type { CheckedAuthOptions } from "./options.js";
import { requestToken } from "./token-request.js";
import { EnkashAuthError, type Grant } from "./token-response.js";

/** What a passwordGrant remembers until `reset()`. */
export interface Session extends LoginCount {
  token?: Grant;
  /** Milliseconds since 1970. */
  renewAt: number;
  /** The renewal in progress, shared by all concurrent calls. */
  renewal?: Promise<string>;
  /** If it has not gone on by then, it never will: a second after its attempt or wait had to end, by `performance.now()`. */
  goneAt: number;
  /** The error after which no login is sent. */
  lastError?: unknown;
}

export function newSession(): Session {
  return { renewAt: 0, goneAt: 0, unjudgedLogins: 0 };
}

/** The token of the session, renewed if it is due or if it is `refused`. */
export async function currentToken(
  options: CheckedAuthOptions,
  session: Session,
  refused: string | undefined,
): Promise<string> {
  for (;;) {
    const { token, renewAt, lastError } = session;
    if (token !== undefined && token.access_token !== refused && Date.now() < renewAt) return token.access_token;
    // One error may reject several calls, and each gets a copy of its own.
    if (lastError !== undefined) throw copyError(lastError, "not-sent");
    const renewal = (session.renewal ??= startRenewal(options, session));
    try {
      const renewed = await endOf(renewal, session);
      if (renewed !== undefined) return renewed;
    } catch (error) {
      throw copyError(error, "not-sent");
    }
    if (session.renewal === renewal) delete session.renewal;
  }
}

function startRenewal(options: CheckedAuthOptions, session: Session): Promise<string> {
  const renewal = renew(options, session).finally(() => {
    if (session.renewal === renewal) delete session.renewal;
  });
  return renewal;
}

/**
 * The token of a renewal; undefined if the renewal is gone. On Workers, all that a request began ends with the request:
 * the promise never settles, or rejects with an error of the platform. So each call has a timer of its own.
 */
function endOf(renewal: Promise<string>, session: Session): Promise<string | undefined> {
  return abortable(undefined, (resolve, reject) => {
    const timer = setInterval(() => {
      if (session.renewal !== renewal || performance.now() > session.goneAt) resolve(undefined);
    }, 1_000);
    renewal.then(resolve, (error: unknown) => {
      // Any other error is the platform's: the request that began the renewal has ended, perhaps with a token.
      if (error instanceof EnkashError) reject(error);
      else resolve(undefined);
    });
    return () => {
      clearInterval(timer);
    };
  });
}

async function renew(options: CheckedAuthOptions, session: Session): Promise<string> {
  const refreshToken = session.token?.refresh_token;
  // A refresh token is used once: if its response is lost, the server may have replaced it, so the next renewal is a login.
  delete session.token;
  let token = await requestToken(options, session, refreshToken);
  if (refreshToken !== undefined && token instanceof EnkashAuthError) token = await requestToken(options, session);
  if (token instanceof EnkashAuthError) throw (session.lastError = token);
  Object.assign(session, { token, renewAt: renewalTime(token), unjudgedLogins: 0, lastError: undefined });
  return token.access_token;
}

/** 30 s before the token expires, so that it does not expire on the way; for a short lifetime, a tenth of it. */
function renewalTime({ expires_in }: Grant): number {
  if (expires_in === undefined) return Infinity;
  const lifetimeMs = expires_in * 1_000;
  return Date.now() + lifetimeMs - Math.min(30_000, lifetimeMs / 10);
}
