/**
 * The typed openapi-fetch client, for `{ data, error, response }`, and a checked `fetch` for other OpenAPI clients.
 *
 * @packageDocumentation
 */
import createOpenapiFetch, { type Client } from "openapi-fetch";

import { operationTable, type OperationId } from "../generated/operations.js";
import type { paths } from "../generated/schema.js";
import { EnkashResponseError, ownMembers } from "./errors.js";
import { withoutForeignSignal } from "./http/platform-fetch.js";
import { doubtOf } from "./http/retry.js";
import { sendAndJudge, toResponse, type JudgedResponse } from "./judged-response.js";
import { assertPlatform, keptOptions, type CallOptions, type EnkashClientOptions } from "./options.js";
import { misplaced } from "./parameters.js";
import { writeQuery } from "./query.js";
import { createSender, writePath } from "./sender.js";

export { createEnkashFetch, type EnkashFetch, type EnkashFetchInit } from "./enkash-fetch.js";
export { apiErrorOf } from "./judged-response.js";

/**
 * Makes an openapi-fetch client with the options of `createEnkashClient`, over the same sender.
 *
 * It judges the response as a method does. `data` is there only if the response proves the success (under 204, which has no
 * body, neither `data` nor `error` is there). A failure, also one under HTTP 200, is `error`: the documented error body, or
 * `{}` where the server sent no JSON object, with `response.ok` false; {@link apiErrorOf} gives its `outcome`. A call rejects
 * as {@link createEnkashFetch} does.
 *
 * A call takes `params`, `body`, `headers`, `signal`, `parseAs`, `middleware`, `timeoutMs` and `maxRetries`. Any other member
 * is refused with a TypeError, as it would not be kept. Middleware may change the headers of the request, but may replace
 * neither the request nor the response.
 *
 * @example
 * ```ts
 * const client = createOpenapiFetchClient({ baseUrl, accessToken });
 * const { data, error, response } = await client.DELETE(
 *   "/api/v0/customer/{customerId}",
 *   { params: { path: { customerId: "KC0123456789ABCD" } } },
 * );
 * if (!response.ok) console.log(error, apiErrorOf(response)?.outcome);
 * ```
 * @param options - those of `createEnkashClient`: `baseUrl` is required; most clients need `accessToken`
 * @throws TypeError an option is missing, of the wrong kind or unknown; the message names it
 */
export function createOpenapiFetchClient(options: EnkashClientOptions): Client<paths> {
  const sender = createSender(options);
  assertPlatform(["Request", "Response"]);
  const client = createOpenapiFetch<paths>({
    baseUrl: sender.baseUrl,
    pathSerializer: writePath,
    querySerializer: writeQuery,
    headers: {},
  });
  let hasMiddleware = false;
  function use(...middleware: Parameters<typeof client.use>): void {
    hasMiddleware = true;
    client.use(...middleware);
  }

  async function request(method: string, path: string, given: CallInit = {}): Promise<CallResult> {
    const init = ownMembers(given);
    const callOptions = keptOptions("a call", init, ["params", "body", "headers", "parseAs", "middleware"]);
    const operationId = operationAt(method.toUpperCase(), path);
    if (operationId === undefined) throw new TypeError(`${method} ${path} is not an operation of the description`);
    const call = sender.check(operationId, placedParameters(operationId, init), callOptions);
    const { parseAs = "json", middleware = [] } = init;
    const isSeen = hasMiddleware || middleware.length > 0 || parseAs !== "json";
    return callThrough(client, [method, path, init], isSeen, (headers) => sendAndJudge(sender, call, headers));
  }

  const methods = openapiFetchMethods.map((method): [string, unknown] => [
    method,
    (path: string, init?: CallInit) => request(method, path, init),
  ]);
  // Safe: they are the methods of this client, with the checks before and after them.
  return Object.assign({ ...client }, { use, request }, Object.fromEntries(methods));
}

const openapiFetchMethods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/** What the types of openapi-fetch let through. */
interface CallInit extends CallOptions {
  params?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  body?: unknown;
  headers?: unknown;
  parseAs?: string;
  middleware?: readonly unknown[];
}

interface CallResult {
  response: Response;
}

/**
 * Makes a call of openapi-fetch, whose request is sent by `send`.
 *
 * @param isSeen - whether middleware or the parsing of openapi-fetch needs the platform's Request and Response. They cost as
 * much as the call, so otherwise a Response is made only if the caller reads it.
 */
async function callThrough(
  client: Client<paths>,
  [method, path, init]: [method: string, path: string, init: CallInit],
  isSeen: boolean,
  send: (headers: Headers) => Promise<JudgedResponse>,
): Promise<CallResult> {
  let shown: unknown;
  function CallRequest(url: string, given: GivenRequest): unknown {
    return (shown = isSeen
      ? new Request(url, withoutForeignSignal(given))
      : { method: given.method, headers: given.headers });
  }
  CallRequest.prototype = Request.prototype; // For openapi-fetch's `instanceof`.

  let end: { judged: JudgedResponse; response: unknown } | { reason: unknown } | undefined;
  async function fetch(request: Request): Promise<unknown> {
    if (request !== shown) throw new TypeError("middleware may not replace the request; change its headers instead");
    try {
      const judged = await send(request.headers);
      const response = isSeen ? toResponse(judged) : { ...judged, text: () => Promise.resolve(judged.body) };
      end = { judged, response };
      return response;
    } catch (reason) {
      end = { reason };
      throw reason;
    }
  }

  let result: CallResult;
  try {
    // Safe: the caller has compared method, path and parameters with the description.
    const request = client.request as (method: string, path: string, init: object) => Promise<CallResult>;
    const { params, body, headers, parseAs, middleware } = init;
    result = await request(method, path, { params, body, headers, parseAs, middleware, fetch, Request: CallRequest });
  } catch (error) {
    // openapi-fetch drops a rejection with null, 0 or "", which the reason of an abort may be.
    if (end !== undefined && "reason" in end && !end.reason) throw end.reason;
    throw error;
  }
  if (end === undefined) throw new TypeError("middleware responded in place of the server. Nothing was sent.");
  if ("reason" in end) throw end.reason;
  const { judged } = end;
  if (result.response !== end.response) throw replacedResponse(result.response, method);
  if (isSeen) return result;
  let response: Response | undefined;
  return Object.defineProperty(result, "response", { get: () => (response ??= toResponse(judged)) });
}

/** Of the init that openapi-fetch gives to its `Request`. */
interface GivenRequest extends RequestInit {
  method: string;
  headers: Headers;
}

function replacedResponse({ status }: Response, method: string): EnkashResponseError {
  const details = { status, headers: new Headers(), bodyExcerpt: undefined, attempts: 1 };
  const doubt = doubtOf(method.toUpperCase());
  return new EnkashResponseError(`middleware replaced the response, so it proves nothing${doubt}`, details);
}

function operationAt(method: string, path: string): OperationId | undefined {
  const ids = Object.keys(operationTable) as OperationId[]; // Safe: these are its keys.
  return ids.find((id) => operationTable[id].method === method && operationTable[id].path === path);
}

/** openapi-fetch leaves out a parameter that is given in another place than its own. */
function placedParameters(operationId: OperationId, { params = {}, body }: CallInit): unknown {
  const { parameters: rules } = operationTable[operationId];
  const parameters: Record<string, unknown> = {};
  for (const place of Object.keys(params) as Place[]) {
    // Safe: see Place.
    for (const [parameter, value] of Object.entries(params[place] ?? {})) {
      if (value === undefined) continue;
      if (Object.hasOwn(rules, parameter) && rules[parameter]?.in !== place)
        throw misplaced(operationId, parameter, place);
      parameters[parameter] = value;
    }
  }
  return body === undefined ? parameters : { ...parameters, body };
}

/** What the types of openapi-fetch know. Another one is refused. */
type Place = "path" | "query" | "header" | "cookie";
