/**
 * Gives an access token; called for every attempt. `refused` is the token that the server has just answered 401 to:
 * only a different one is tried, once.
 */
export type AccessTokenFunction = (request: { refused: string | undefined }) => string | Promise<string>;

/**
 * A token has to be one word of visible ASCII to stand in a header. What came instead is not told: it may be the secret.
 *
 * @throws TypeError
 */
export function assertToken(token: unknown): string {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  const came = typeof token === "string" ? "a string that is empty or has other characters" : typeof token;
  throw new TypeError(`accessToken must be a string of visible ASCII characters without spaces; got ${came}`);
}
