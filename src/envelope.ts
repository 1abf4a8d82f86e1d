import { operationTable, type OperationId } from "../generated/operations.js";
import type { ApiSubError, Envelope } from "../generated/types.js";
import { EnkashApiError, EnkashResponseError, isObject } from "./errors.js";
import type { Answer } from "./http/attempt.js";
import { excerpt, redactHeaders, redactIdentifier, redactJson, redactText } from "./http/redaction.js";
import { retryAfterMs } from "./http/retry.js";
import { findMismatch, type Schema } from "./schema.js";

/**
 * Decides whether an answer is a success, and returns its body if it is.
 *
 * The rule (`openapi/README.md`, evidence W): the status is a documented success, `errorResponse` is null or absent,
 * `response_message` is not FAILURE, and `response_code` is absent, null, 0 or 200 to 299. The answer must also be the
 * vendor's: it has one of the documented members, and each is of its documented type. 204 to a DELETE is a success without a
 * body (RFC 9110 9.3.5).
 *
 * @throws EnkashApiError the answer is a failure
 * @throws EnkashResponseError a 2xx that is not documented, or without the documented JSON
 */
export function readEnvelope(operationId: OperationId, answer: Answer): object {
  const { method, successes } = operationTable[operationId];
  const { status } = answer;
  if (status === 204 && method === "DELETE") return {};
  const isOk = status >= 200 && status < 300;
  // An error status is a failure whatever its body is. A 2xx must be well-formed UTF-8 (RFC 8259 8.1).
  const envelope = parse(answer, isOk);
  if (!isOk || (envelope !== undefined && reportsFailure(envelope))) throw apiError(operationId, answer);
  const schema = successes[status];
  if (schema === undefined) throw responseError(operationId, answer, "is not a documented success");
  if (envelope === undefined || !hasDocumentedMember(schema, envelope)) {
    throw responseError(operationId, answer, "without the documented JSON");
  }
  const mismatch = findMismatch(schema, envelope, "body");
  if (mismatch !== undefined) {
    throw responseError(operationId, answer, `without the documented JSON: ${mismatch.reason}`);
  }
  return envelope;
}

function hasDocumentedMember({ properties }: Schema, envelope: object): boolean {
  for (const name in properties) if (name in envelope) return true;
  return "errorResponse" in envelope;
}

type Members = { readonly [Name in keyof Envelope]?: unknown };

function parse({ bytes }: Answer, fatal: boolean): Members | undefined {
  try {
    const value: unknown = JSON.parse(decode(bytes, fatal));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Made on first use: jsdom has none, and an import must not fail there. */
let decoders: { strict: TextDecoder; lenient: TextDecoder } | undefined;

function decode(bytes: Uint8Array, fatal: boolean): string {
  decoders ??= { strict: new TextDecoder("utf-8", { fatal: true }), lenient: new TextDecoder() };
  return (fatal ? decoders.strict : decoders.lenient).decode(bytes);
}

function reportsFailure({ errorResponse, response_code: code, response_message: message }: Members): boolean {
  return (
    (errorResponse !== undefined && errorResponse !== null) ||
    (typeof message === "string" && message.trim().toUpperCase() === "FAILURE") ||
    (typeof code === "number" && code !== 0 && !(code >= 200 && code <= 299))
  );
}

function apiError(operationId: string, answer: Answer): EnkashApiError {
  const { status, attempts, tokens, retried } = answer;
  const text = (value: unknown) => (typeof value === "string" ? redactText(value, tokens) : undefined);
  const identifier = (value: unknown) => (typeof value === "string" ? redactIdentifier(value, tokens) : undefined);

  const envelope = parse(answer, false);
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
  const came =
    envelope === undefined
      ? `not the documented JSON: ${redactText(decode(answer.bytes, false), tokens)}`
      : reason || "no reason given";
  const request = requestId === undefined ? "" : ` (requestId ${requestId})`;
  const earlier = retried ? `; this was attempt ${attempts}, and an earlier one may have taken effect` : "";
  return new EnkashApiError(`${operationId} failed with HTTP ${status}: ${excerpt(came)}${request}${earlier}`, {
    // A server that failed, or an earlier attempt, may have done what was asked.
    outcome: status >= 500 || retried ? "unknown" : "refused",
    status,
    errorType,
    errorMessage,
    apiSubErrors: apiSubErrors.filter(isSubError).map((subError) => redactJson(subError, tokens) as ApiSubError), // Sound: a copy of an object.
    requestId,
    timestamp: identifier(details["timestamp"]),
    responseCode,
    responseMessage,
    payload,
    headers: redactHeaders(answer.headers, tokens),
    retryAfterMs: retryAfterMs(answer.headers),
    attempts,
  });
}

function responseError(operationId: string, answer: Answer, lack: string): EnkashResponseError {
  const { status, headers, bytes, attempts, tokens } = answer;
  const bodyExcerpt = excerpt(redactText(decode(bytes, false), tokens));
  const came = bodyExcerpt === "" ? "an empty body" : bodyExcerpt;
  return new EnkashResponseError(
    `${operationId}: HTTP ${status} ${redactText(lack, tokens)}; got ${came}. Whether it took effect is not known.`,
    { status, headers: redactHeaders(headers, tokens), bodyExcerpt, attempts },
  );
}

function isSubError(value: unknown): value is ApiSubError {
  return isObject(value);
}
