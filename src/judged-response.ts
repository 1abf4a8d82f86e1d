import { operationTable } from "../generated/operations.js";
import { readEnvelope } from "./envelope.js";
import { EnkashApiError, parameterError } from "./errors.js";
import { decode, parseObject } from "./http/body.js";
import { redactHeaders, redactJson } from "./http/redaction.js";
import { assertHeaders } from "./options.js";
import type { CheckedCall, Sender } from "./sender.js";

/** A response that was judged as a method judges it: `ok` only if it proves the success. */
export interface JudgedResponse {
  readonly ok: boolean;
  /** As the server sent it. */
  readonly status: number;
  /** As the server sent them, but for those of the body's own form. */
  readonly headers: Headers;
  /** Of a failure, a JSON object: `{}` where the server sent none. */
  readonly body: string;
  /** Of a failure. */
  readonly error: EnkashApiError | undefined;
}

/**
 * Sends a call, and judges its response.
 *
 * @throws TypeError before anything is sent: the headers hold what a call does not take
 * @throws EnkashParameterError before anything is sent: the headers hold a parameter that was not checked
 * @throws as a method does, but for a failure that the server reports
 */
export async function sendAndJudge(sender: Sender, call: CheckedCall, ofRequest: Headers): Promise<JudgedResponse> {
  const { operationId, parameters } = call;
  assertHeaders(ofRequest);
  for (const [parameter, rule] of Object.entries(operationTable[operationId].parameters)) {
    if (rule.in !== "header" || !ofRequest.has(parameter) || parameter.toLowerCase() in parameters.header) continue;
    throw parameterError(`${parameter} must be in params.header`, { operationId, parameter, in: "header" });
  }
  const received = await sender.send(call, Object.fromEntries(ofRequest));
  const { status, bytes, secrets } = received;
  try {
    readEnvelope(operationId, received);
  } catch (error) {
    if (!(error instanceof EnkashApiError)) throw error;
    const headers = ofJson(redactHeaders(received.headers, secrets));
    // Not what a client would take for no error: an empty text, null or 0.
    const body = JSON.stringify(redactJson(parseObject(decode(bytes)) ?? {}, secrets));
    return { ok: false, status, headers, body, error };
  }
  return {
    ok: true,
    status,
    headers: ofJson(redactHeaders(received.headers, [])),
    body: decode(bytes),
    error: undefined,
  };
}

/** The body is decoded, and was read as JSON. openapi-fetch reads no body after Content-Length 0. */
function ofJson(headers: Headers): Headers {
  for (const name of ["content-length", "content-encoding", "transfer-encoding"]) headers.delete(name);
  headers.set("content-type", "application/json");
  return headers;
}

/** The platform's own kind of response, whose copies are judged as well. */
export function toResponse({ status, headers, body, error }: JudgedResponse): Response {
  const response = new Response(status === 204 ? null : body, { status, headers });
  return error === undefined ? response : markFailed(response, error);
}

function markFailed(response: Response, error: EnkashApiError): Response {
  const clone = () => markFailed(Response.prototype.clone.call(response), error);
  return Object.defineProperties(response, {
    ok: { value: false },
    clone: { value: clone },
    [failure]: { value: error },
  });
}

/** Of a failed response. Registered, so that `apiErrorOf` of another copy of the package finds it. */
const failure = Symbol.for("enkash-customer-client/failure");

/**
 * The error of a failed `response` of `createOpenapiFetchClient` or `createEnkashFetch`, as a method would reject with it: with
 * `outcome`, `attempts`, `errorType` and `message`. Undefined for a success, and for any other response.
 *
 * @example
 * ```ts
 * const { response } = await client.DELETE(path, { params });
 * const failure = apiErrorOf(response);
 * if (failure !== undefined) console.log(failure.outcome, failure.message);
 * ```
 * @param response - or a clone of it
 */
export function apiErrorOf(response: Response): EnkashApiError | undefined {
  const error: unknown = Reflect.get(response, failure);
  return error instanceof EnkashApiError ? error : undefined;
}
