import createOpenapiFetch, {
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
  removeTrailingSlash,
  type Client,
} from "openapi-fetch";

import type { OperationMethods } from "../generated/methods.js";
import { operationTable } from "../generated/operations.js";
import type { paths } from "../generated/schema.js";
import { readEnvelope } from "./envelope.js";
import { checkCallOptions, checkClientOptions, type CallOptions, type EnkashClientOptions } from "./options.js";
import { checkParameters, checkPlacedParameters, type OperationId } from "./parameters.js";
import { createTransport } from "./http/transport.js";

/** One method for each operation of the description, and the raw client underneath. */
export interface EnkashClient extends OperationMethods<CallOptions> {
  /**
   * The typed openapi-fetch client, for whoever wants `{ data, error, response }`. It checks parameters and runs over
   * the same transport, but whether an answer is a success is left to you: a failure can arrive under HTTP 200.
   */
  readonly http: Client<paths>;
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
  const send = createTransport(settings);

  const base = removeTrailingSlash(baseUrl);

  async function call(operationId: OperationId, parameters: unknown, options: CallOptions = {}): Promise<unknown> {
    checkCallOptions(operationId, options);
    const params = checkParameters(operationId, parameters);
    const { method, path } = operationTable[operationId];
    // openapi-fetch writes the URL alone: it would read an empty body as a success, and fail on a foreign one without
    // saying what came. The answer is for readEnvelope to judge.
    const url = createFinalURL(path, { baseUrl: base, params, querySerializer, pathSerializer: defaultPathSerializer });
    const answer = await send({
      operationId,
      method,
      url,
      headers,
      signal: options.signal,
      timeoutMs: options.timeoutMs ?? timeoutMs,
      maxRetries: options.maxRetries ?? maxRetries,
    });
    return readEnvelope(operationId, answer);
  }

  const http = createOpenapiFetch<paths>({
    baseUrl,
    fetch: async (request) => {
      if (!request.url.startsWith(baseUrl)) throw new TypeError(`http: the client sends to ${baseUrl} alone`);
      const { method, url, signal } = request;
      const sentHeaders = { ...headers, ...Object.fromEntries(request.headers) };
      const answer = await send({
        operationId: undefined,
        method,
        url,
        headers: sentHeaders,
        signal,
        timeoutMs,
        maxRetries,
      });
      return new Response(answer.bytes.length === 0 ? null : answer.bytes, answer);
    },
  });
  http.use({
    onRequest: ({ request, schemaPath, params }) => {
      checkPlacedParameters(request.method, schemaPath, params);
    },
  });

  const methods = Object.keys(operationTable).map((operationId) => [
    operationId,
    // Sound: the keys of operationTable are the operationIds.
    (parameters: unknown, options?: CallOptions) => call(operationId as OperationId, parameters, options),
  ]);
  // Sound: operationTable and OperationMethods are generated from the same operations of the description, and
  // readEnvelope has proved each answer to be the documented one.
  return { ...(Object.fromEntries(methods) as OperationMethods<CallOptions>), http };
}

const querySerializer = createQuerySerializer();
