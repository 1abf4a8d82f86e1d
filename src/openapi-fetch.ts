/**
 * The typed openapi-fetch client, for callers who want `{ data, error, response }`.
 *
 * @packageDocumentation
 */
import createOpenapiFetch, { type Client, type MiddlewareCallbackParams } from "openapi-fetch";

import { operationTable, type OperationId } from "../generated/operations.js";
import type { paths } from "../generated/schema.js";
import type { EnkashClient } from "./client.js";
import { isObject } from "./errors.js";
import { writeForm, writeJson } from "./media-types.js";
import { checkParameters } from "./parameters.js";
import { misplaced, readBody } from "./routes.js";

/**
 * Makes an openapi-fetch client that sends through `enkash.fetch`: parameters are checked, and the client's token, timeout
 * and retries hold. It does not judge the response: a failure can arrive as `data`, under HTTP 200.
 *
 * A call rejects as `enkash.fetch` does. A `fetch` given to a single call is refused with a TypeError.
 */
export function createOpenapiFetchClient(enkash: EnkashClient): Client<paths> {
  const client = createOpenapiFetch<paths>({ baseUrl: enkash.baseUrl, fetch: enkash.fetch, bodySerializer });
  client.use({
    onRequest: async (call) => {
      if (call.options.fetch !== enkash.fetch) {
        throw new TypeError("a call takes no fetch of its own; give it to createEnkashClient");
      }
      await checkPlacedParameters(call);
    },
    // openapi-fetch drops a rejection with null, 0 or "", which the reason of an abort may be.
    onError: ({ error }) => (error ? undefined : new Error("The call was aborted", { cause: error })),
  });
  return client;
}

/** A form if there is a file in it, and else JSON. `enkash.fetch` refuses what the operation does not take. */
function bodySerializer(body: unknown): FormData | string | undefined {
  if (body instanceof FormData) return body;
  const hasFile = isObject(body) && Object.values(body).some((member) => member instanceof Blob);
  return hasFile ? writeForm(body) : writeJson(body);
}

/**
 * openapi-fetch leaves out a parameter that is given in another place than its own, and `..` changes the path. `enkash.fetch`
 * could not tell which parameter was meant.
 */
async function checkPlacedParameters({ request, schemaPath, params }: MiddlewareCallbackParams): Promise<void> {
  for (const [id, { method, path, parameters: rules }] of Object.entries(operationTable)) {
    if (method !== request.method || path !== schemaPath) continue;
    const operationId = id as OperationId; // Sound: the keys of operationTable are the operationIds.
    const body = await readBody(operationId, request.clone());
    checkParameters(operationId, {
      ...params.header,
      ...params.query,
      ...params.path,
      ...(body !== undefined && { body }),
    });
    for (const place of ["path", "query", "header"] as const) {
      for (const [parameter, value] of Object.entries(params[place] ?? {})) {
        if (value !== undefined && rules[parameter]?.in !== place) throw misplaced(operationId, parameter, place);
      }
    }
  }
}
