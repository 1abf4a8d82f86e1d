import { deletedBody } from "../peers/peer.js";

/**
 * Puts a `fetch` in place that answers at once. With `asPlatform`, it first makes a Request of what it was given, which
 * the platform's own `fetch` does too: a caller that gives it one has paid before, and pays again.
 */
export function answerAtOnce(asPlatform: boolean): void {
  const headers = { "content-type": "application/json", "content-length": String(deletedBody.length) };
  globalThis.fetch = (input, init) => {
    if (asPlatform) new Request(input, init);
    return Promise.resolve(new Response(deletedBody, { headers }));
  };
}
