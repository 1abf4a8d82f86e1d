/**
 * The typed openapi-fetch client, for callers who want `{ data, error, response }`.
 *
 * @packageDocumentation
 */
import createOpenapiFetch, { type Client, type MiddlewareCallbackParams } from "openapi-fetch";

import { operationTable } from "../generated/operations.js";
import type { paths } from "../generated/schema.js";
import type { EnkashClient } from "./client.js";
import { EnkashParameterError } from "./errors.js";
import { checkParameters, type OperationId, type ParameterRule } from "./parameters.js";

/**
 * Makes an openapi-fetch client that sends through `enkash.fetch`: parameters are checked, and the client's token, timeout
 * and retries hold. It does not judge the response: a failure can arrive as `data`, under HTTP 200.
 *
 * A call rejects as `enkash.fetch` does. A `fetch` given to a single call is refused with a TypeError.
 */
export function createOpenapiFetchClient(enkash: EnkashClient): Client<paths> {
  const client = createOpenapiFetch<paths>({ baseUrl: enkash.baseUrl, fetch: enkash.fetch });
  client.use({
    onRequest: (call) => {
      if (call.options.fetch !== enkash.fetch) {
        throw new TypeError("a call takes no fetch of its own; give it to createEnkashClient");
      }
      checkPlacedParameters(call);
    },
    // openapi-fetch drops a rejection with null, 0 or "", which the reason of an abort may be.
    onError: ({ error }) => (error ? undefined : new Error("The call was aborted", { cause: error })),
  });
  return client;
}

/**
 * openapi-fetch leaves out a parameter that is given in another place than its own, and `..` changes the path. `enkash.fetch`
 * could not tell which parameter was meant.
 */
function checkPlacedParameters({ request: { method }, schemaPath, params }: MiddlewareCallbackParams): void {
  for (const [operationId, operation] of Object.entries(operationTable)) {
    if (operation.method !== method || operation.path !== schemaPath) continue;
    // Sound: the keys of operationTable are the operationIds.
    checkParameters(operationId as OperationId, { ...params.query, ...params.path });
    const rules: Readonly<Record<string, ParameterRule>> = operation.parameters;
    for (const place of ["path", "query"] as const) {
      for (const [parameter, value] of Object.entries(params[place] ?? {})) {
        if (value === undefined || rules[parameter]?.in === place) continue;
        const message = `${operationId}: ${parameter} is not a ${place} parameter. Nothing was sent.`;
        throw new EnkashParameterError(message, { operationId, parameter, in: place, pattern: undefined });
      }
    }
  }
}
