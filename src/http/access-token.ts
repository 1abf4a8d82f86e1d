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
  assertSet("accessToken", token);
  let received: string = typeof token;
  if (typeof token === "string") {
    if (/^bearer /i.test(token)) throw new TypeError('accessToken starts with "Bearer"; give the token alone');
    received = "a string with other characters";
  }
  throw new TypeError(`accessToken must be a string of visible ASCII characters without spaces; got ${received}`);
}

/**
 * Refuses what the environment or a file often gives instead of a secret.
 *
 * @throws TypeError
 */
export function assertSet(option: string, value: unknown): void {
  if (value === undefined || value === "") {
    throw new TypeError(`${option} is ${value === "" ? "empty" : "undefined"}; is the environment variable set?`);
  }
  if (typeof value === "string" && /[\r\n]$/.test(value))
    throw new TypeError(`${option} ends with a line break; trim it`);
}
