import { createQuerySerializer } from "openapi-fetch";

import type { OperationMethods } from "../generated/methods.js";
import { operationTable, type OperationId } from "../generated/operations.js";
import { readEnvelope } from "./envelope.js";
import { untilAborted } from "./http/abortable.js";
import type { Answer } from "./http/attempt.js";
import { redactHeaders } from "./http/redaction.js";
import { createTransport } from "./http/transport.js";
import { checkCallOptions, checkClientOptions, type CallOptions, type EnkashClientOptions } from "./options.js";
import { checkParameters } from "./parameters.js";
import { matchRoutes, readParameters } from "./routes.js";

/** One method for each operation of the description, and a checked `fetch`. */
export interface EnkashClient extends OperationMethods<CallOptions> {
  /** The server that the client sends to, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * A `fetch` for another OpenAPI client. It sends the operations of the description alone, under the rules of a call
   * (parameters and body checked, token, timeout, retries, no redirect, at most 1 MiB of answer). Of the request it takes
   * method, URL, headers, body and signal. It does not judge the response: a failure can arrive under HTTP 200.
   *
   * @throws EnkashParameterError before anything is sent: a parameter or the body is missing, malformed, repeated or unknown
   * @throws TypeError before anything is sent: the request is not one of the description's operations on `baseUrl`
   */
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Makes a client for one server.
 *
 * @example
 * ```ts
 * const enkash = createEnkashClient({ baseUrl: "https://ekpayout-uat.enkash.in", accessToken: () => tokens.current() });
 * await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
 * ```
 * @throws TypeError an option is missing, of the wrong kind or unknown; the message names it
 */
export function createEnkashClient(options: EnkashClientOptions): EnkashClient {
  const { baseUrl, headers, timeoutMs, maxRetries, ...settings } = checkClientOptions(options);
  const sendCall = createTransport(settings);

  /** The only way to the server: everything that is sent is written from checked parameters. */
  async function send(
    operationId: OperationId,
    parameters: unknown,
    options: CallOptions,
    sentHeaders: Record<string, string> = headers,
  ): Promise<Answer> {
    checkCallOptions(operationId, options);
    const { path, query, header, body } = checkParameters(operationId, parameters);
    const { method, path: template } = operationTable[operationId];
    const content = body && (await untilAborted(options.signal, body));
    return sendCall({
      operationId,
      method,
      url: baseUrl + writePath(template, path) + writeQuery(query),
      headers: { ...sentHeaders, ...header, ...(content && { "content-type": content.type }) },
      body: content?.data,
      signal: options.signal,
      timeoutMs: options.timeoutMs ?? timeoutMs,
      maxRetries: options.maxRetries ?? maxRetries,
    });
  }

  async function call(operationId: OperationId, parameters: unknown, options: CallOptions = {}): Promise<unknown> {
    return readEnvelope(operationId, await send(operationId, parameters, options));
  }

  async function checkedFetch(request: Request): Promise<Response> {
    const { method, url, headers: ofRequest, signal } = request;
    const match = matchRoutes(url).find((match) => match.method === method && match.baseUrl === baseUrl);
    if (match === undefined) throw new TypeError(`fetch: ${method} ${url} is not an operation of ${baseUrl}`);
    const parameters = await readParameters(match, request);
    const sentHeaders = { ...headers, ...Object.fromEntries(ofRequest) };
    const { status, headers: received, bytes } = await send(match.operationId, parameters, { signal }, sentHeaders);
    return new Response(
      // 205 has no body either (RFC 9110 15.3.6), and the constructor refuses one.
      status === 205 || bytes.length === 0 ? null : bytes,
      // Headers of the platform's own kind.
      { status, headers: redactHeaders(received, []) },
    );
  }

  const methods = Object.keys(operationTable).map((operationId) => [
    operationId,
    // Sound: the keys of operationTable are the operationIds.
    (parameters: unknown, options?: CallOptions) => call(operationId as OperationId, parameters, options),
  ]);
  // Sound: operationTable and OperationMethods are generated from the same operations of the description, and
  // readEnvelope has proved each answer to be the documented one.
  return { ...(Object.fromEntries(methods) as OperationMethods<CallOptions>), baseUrl, fetch: checkedFetch };
}

function writePath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(.+?)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

function writeQuery(values: Readonly<Record<string, unknown>>): string {
  const query = serializeQuery(values);
  return query && `?${query}`;
}

const serializeQuery = createQuerySerializer();
