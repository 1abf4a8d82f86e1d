import { operationTable, type OperationId } from "../generated/operations.js";
import type { ApiSubError, Envelope } from "../generated/types.js";
import { EnkashApiError, EnkashResponseError, isObject } from "./errors.js";
import type { ReceivedResponse } from "./http/attempt.js";
import { decode, parseObject } from "./http/body.js";
import { excerpt, redactHeaders, redactIdentifier, redactJson, redactText } from "./http/redaction.js";
import { retryAfterMs } from "./http/retry.js";
import { findMismatch, type Schema } from "./schema.js";

/**
 * Decides whether a response is a success, and returns its body if it is.
 *
 * The rule (`openapi/README.md`, evidence W): the status is a documented success, `errorResponse` is null or absent,
 * `response_message` is not FAILURE, and `response_code` is absent, null, 0 or 200 to 299. The response must also be the
 * vendor's: it has one of the documented members, and each is of its documented type. 204 to a DELETE is a success without a
 * body (RFC 9110 9.3.5).
 *
 * @throws EnkashApiError the response is a failure
 * @throws EnkashResponseError a 2xx that is not documented, or without the documented JSON
 */
export function readEnvelope(operationId: OperationId, response: ReceivedResponse): object {
  const { method, successes } = operationTable[operationId];
  const { status } = response;
  if (status === 204 && method === "DELETE") return {};
  const isOk = status >= 200 && status < 300;
  // An error status is a failure whatever its body is. A 2xx must be well-formed UTF-8 (RFC 8259 8.1).
  const envelope: Members | undefined = parseObject(response.bytes, isOk);
  if (!isOk || (envelope !== undefined && reportsFailure(envelope))) throw apiError(operationId, response);
  const schema = successes[status];
  if (schema === undefined) throw responseError(operationId, response, "is not a documented success");
  if (envelope === undefined || !hasDocumentedMember(schema, envelope)) {
    throw responseError(operationId, response, "without the documented JSON");
  }
  const mismatch = findMismatch(schema, envelope, "body");
  if (mismatch !== undefined) {
    throw responseError(operationId, response, `without the documented JSON: ${mismatch.reason}`);
  }
  return envelope;
}

function hasDocumentedMember({ properties }: Schema, envelope: object): boolean {
  for (const name in properties) if (name in envelope) return true;
  return "errorResponse" in envelope;
}

type Members = { readonly [Name in keyof Envelope]?: unknown };

function reportsFailure({ errorResponse, response_code: code, response_message: message }: Members): boolean {
  return (
    (errorResponse !== undefined && errorResponse !== null) ||
    (typeof message === "string" && message.trim().toUpperCase() === "FAILURE") ||
    (typeof code === "number" && code !== 0 && !(code >= 200 && code <= 299))
  );
}

function apiError(operationId: string, response: ReceivedResponse): EnkashApiError {
  const { status, attempts, secrets, retried } = response;
  const text = (value: unknown) => (typeof value === "string" ? redactText(value, secrets) : undefined);
  const identifier = (value: unknown) => (typeof value === "string" ? redactIdentifier(value, secrets) : undefined);

  const envelope: Members | undefined = parseObject(response.bytes);
  const errorResponse = envelope?.errorResponse;
  const details = isObject(errorResponse) ? errorResponse : {};
  const errorType = identifier(details["errorType"]);
  const errorMessage = text(details["errorMessage"]) ?? text(errorResponse);
  const requestId = identifier(details["requestId"]);
  const payload = text(envelope?.payload);
  const responseMessage = text(envelope?.response_message);
  const responseCode = typeof envelope?.response_code === "number" ? envelope.response_code : undefined;
  const apiSubErrors = Array.isArray(details["apiSubErrors"]) ? details["apiSubErrors"] : [];

  const code = errorType === undefined && responseCode !== undefined ? `response_code ${responseCode}` : undefined;
  const reason = [code, errorType, errorMessage ?? payload ?? responseMessage].filter(Boolean).join(": ");
  const received =
    envelope === undefined
      ? `not the documented JSON: ${redactText(decode(response.bytes), secrets)}`
      : reason || "no reason given";
  const request = requestId === undefined ? "" : ` (requestId ${requestId})`;
  const earlier = retried ? `; this was attempt ${attempts}, and an earlier one may have taken effect` : "";
  return new EnkashApiError(`${operationId} failed with HTTP ${status}: ${excerpt(received)}${request}${earlier}`, {
    // A server that failed, or an earlier attempt, may have done what was asked.
    outcome: status >= 500 || retried ? "unknown" : "refused",
    status,
    errorType,
    errorMessage,
    apiSubErrors: apiSubErrors.filter(isSubError).map((subError) => redactJson(subError, secrets) as ApiSubError), // Safe: a copy of an object.
    requestId,
    timestamp: identifier(details["timestamp"]),
    responseCode,
    responseMessage,
    payload,
    headers: redactHeaders(response.headers, secrets),
    retryAfterMs: retryAfterMs(response.headers),
    attempts,
  });
}

function responseError(operationId: string, response: ReceivedResponse, missing: string): EnkashResponseError {
  const { status, headers, bytes, attempts, secrets } = response;
  const bodyExcerpt = excerpt(redactText(decode(bytes), secrets));
  const received = bodyExcerpt === "" ? "an empty body" : bodyExcerpt;
  return new EnkashResponseError(
    `${operationId}: HTTP ${status} ${redactText(missing, secrets)}; got ${received}. Whether it took effect is not known.`,
    { status, headers: redactHeaders(headers, secrets), bodyExcerpt, attempts },
  );
}

function isSubError(value: unknown): value is ApiSubError {
  return isObject(value);
}
