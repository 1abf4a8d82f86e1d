import { emptyOption } from "../errors.js";
import { untilAborted } from "./abortable.js";

/**
 * Returns an access token; called for every attempt. `refused` is the token that the server has just answered 401 to:
 * only a different one is tried, once.
 */
export type AccessTokenFunction = (request: { refused: string | undefined }) => string | Promise<string>;

/** Calls the token function. How long it may take is not bounded; an abort ends the wait. */
export function requestAccessToken(
  accessToken: AccessTokenFunction,
  signal: AbortSignal | undefined,
  refused: string | undefined,
): Promise<string> {
  return untilAborted(signal, () => Promise.resolve({ refused }).then(accessToken).then(assertToken));
}

/** One word of visible ASCII, so that it can stand in a header. */
export const tokenPattern = /^[\x21-\x7e]+$/;

/**
 * The message does not show the value: it may be the secret.
 *
 * @throws TypeError
 */
export function assertToken(token: unknown): string {
  if (typeof token === "string" && tokenPattern.test(token)) return token;
  if (token === "" || token === undefined) throw emptyOption("accessToken", token);
  const received = typeof token === "string" ? "a string with other characters" : typeof token;
  throw new TypeError(`accessToken must be a string of visible ASCII characters without spaces; got ${received}`);
}
