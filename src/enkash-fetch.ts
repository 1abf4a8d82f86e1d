import { withoutForeignSignal } from "./http/platform-fetch.js";
import { sendAndJudge, toResponse } from "./judged-response.js";
import { assertPlatform, keptOptions, type CallOptions, type EnkashClientOptions } from "./options.js";
import { readParameters } from "./request-parameters.js";
import { matchRoutes } from "./routes.js";
import { createSender } from "./sender.js";

/** What a call of {@link createEnkashFetch} may be given beside its URL or `Request`. Any other member is refused. */
export type EnkashFetchInit = Pick<RequestInit, "method" | "headers" | "body" | "signal"> &
  Pick<CallOptions, "timeoutMs" | "maxRetries">;

/** What {@link createEnkashFetch} makes. */
export type EnkashFetch = (input: string | URL | Request, init?: EnkashFetchInit) => Promise<Response>;

/**
 * Makes a `fetch` for any OpenAPI client, with the options of `createEnkashClient`. It sends only the operations of the
 * description, under the same rules as a method: parameters and body are checked, and token, timeout, retries and limits
 * hold. Of a `Request` it takes method, URL, headers, body and signal.
 *
 * It judges the response as a method does. `response.ok` is true only if the response proves the success. A failure, also
 * one under HTTP 200, has `ok` false, `status` as the server sent it, and the documented error body, or `{}` where the
 * server sent no JSON object; {@link apiErrorOf} gives its `outcome`.
 *
 * The function rejects with EnkashParameterError before anything is sent if a parameter or the body is missing, malformed,
 * repeated or unknown; with TypeError before anything is sent if the request is not one of the description's operations on
 * `baseUrl`; and otherwise as a method does: a 2xx that proves nothing is an EnkashResponseError.
 *
 * @example
 * ```ts
 * const fetch = createEnkashFetch({ baseUrl, accessToken });
 * const url = `${baseUrl}/api/v0/customer/KC0123456789ABCD`;
 * const response = await fetch(url, { method: "DELETE" });
 * console.log(response.ok ? "deleted" : apiErrorOf(response)?.outcome);
 * ```
 * @param options - those of `createEnkashClient`: `baseUrl` is required; most clients need `accessToken`
 * @throws TypeError an option is missing, of the wrong kind or unknown; the message names it
 */
export function createEnkashFetch(options: EnkashClientOptions): EnkashFetch {
  const sender = createSender(options);
  assertPlatform(["Request", "Response"]);
  return async (input, init = {}) => {
    const callOptions = keptOptions("fetch", init, ["method", "headers", "body", "duplex"]);
    const request =
      isRequest(input) && Object.keys(init).length === 0 ? input : new Request(input, withoutForeignSignal(init));
    const { method, url, headers } = request;
    const match = matchRoutes(url).find((match) => match.method === method && match.baseUrl === sender.baseUrl);
    if (match === undefined) throw new TypeError(`fetch: ${method} ${url} is not an operation of ${sender.baseUrl}`);
    const parameters = await readParameters(match, request);
    const call = sender.check(match.operationId, parameters, {
      ...callOptions,
      signal: callOptions.signal ?? request.signal,
    });
    return toResponse(await sendAndJudge(sender, call, headers));
  };
}

/** Not `instanceof`: a polyfill or another realm has a class of its own. */
function isRequest(input: string | URL | Request): input is Request {
  return typeof input === "object" && "method" in input;
}
