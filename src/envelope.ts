import { operationTable, type OperationId } from "../generated/operations.js";
import type { ApiSubError, Envelope } from "../generated/types.js";
import { EnkashApiError, EnkashResponseError, isObject, ownMembers, type EnkashError } from "./errors.js";
import type { ReceivedResponse } from "./http/attempt.js";
import { decode, decodeStrict, parseObject } from "./http/body.js";
import { excerpt, redactHeaders, redactIdentifier, redactJson, redactText } from "./http/redaction.js";
import { doubtOf, retryAfterMs } from "./http/retry.js";
import { findMismatch } from "./schema.js";

/**
 * Decides whether a response is a success, and returns its body if it is.
 *
 * The rule (`openapi/README.md`, evidence W): the status is a documented success, and the body has a positive sign,
 * `response_code` 0 or 200 to 299 or `response_message` SUCCESS, and nothing against it: a non-null member of
 * `errorResponse`, `response_message` FAILURE, or another `response_code`. A payload alone proves nothing, since failures give
 * their reason there. Each member must also be of its documented type, and stand once. 204 to a DELETE is a success without a
 * body (RFC 9110 9.3.5).
 *
 * @throws EnkashApiError the response is a failure
 * @throws EnkashResponseError a 2xx that proves neither
 */
export function readEnvelope(operationId: OperationId, response: ReceivedResponse): object {
  const { method, successes } = operationTable[operationId];
  const { status, bytes } = response;
  if (status === 204 && method === "DELETE" && bytes.length === 0) return {};
  if (status >= 300) throw apiError(operationId, response);

  const schema = successes[status];
  const text = decodeStrict(bytes);
  const envelope = parseObject(text);
  if (envelope === undefined) {
    throw responseError(operationId, response, schema ? "without the documented JSON" : "is not a documented success");
  }
  // JSON.parse keeps the last one, and the server may have meant the other.
  if (countMembers(text) !== Object.keys(envelope).length) {
    throw responseError(operationId, response, "with a name that occurs twice");
  }
  const members: Members = ownMembers(envelope);
  if (reportsFailure(members)) throw apiError(operationId, response);
  if (schema === undefined) throw responseError(operationId, response, "is not a documented success");
  const mismatch = findMismatch(schema, envelope, "body");
  if (mismatch !== undefined) {
    throw responseError(operationId, response, `without the documented JSON: ${mismatch.reason}`);
  }
  if (!reportsSuccess(members)) throw responseError(operationId, response, "without a sign of success");
  return envelope;
}

type Members = { readonly [Name in keyof Envelope]?: unknown };

/** How many members an object in JSON has, names that occur twice counted twice. */
function countMembers(text: string): number {
  let members = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text[index]) {
      case '"':
        while (text[++index] !== '"') if (text[index] === "\\") index++;
        break;
      case "{":
      case "[":
        depth++;
        break;
      case "}":
      case "]":
        depth--;
        break;
      case ":":
        if (depth === 1) members++;
    }
  }
  return members;
}

function reportsFailure({ errorResponse, response_code: code, response_message: message }: Members): boolean {
  return (
    // One whose members are all null decides nothing.
    (isObject(errorResponse) ? Object.values(errorResponse).some(isPresent) : isPresent(errorResponse)) ||
    (typeof message === "string" && lettersOf(message) === "FAILURE") ||
    (typeof code === "number" && !isSuccessCode(code))
  );
}

function reportsSuccess({ response_code: code, response_message: message }: Members): boolean {
  return isSuccessCode(code) || (typeof message === "string" && lettersOf(message) === "SUCCESS");
}

function isSuccessCode(code: unknown): boolean {
  return typeof code === "number" && (code === 0 || (code >= 200 && code <= 299));
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** In upper case, without spaces and invisible characters. */
function lettersOf(message: string): string {
  if (message === "SUCCESS") return message; // As nearly always, in a twentieth of the time.
  return message.normalize("NFKC").replace(/\P{L}/gu, "").toUpperCase();
}

function apiError(operationId: OperationId, response: ReceivedResponse): EnkashApiError {
  const { status, attempts, secrets } = response;
  const text = (value: unknown) => (typeof value === "string" ? redactText(value, secrets) : undefined);
  const identifier = (value: unknown) => (typeof value === "string" ? redactIdentifier(value, secrets) : undefined);

  const parsed = parseObject(decode(response.bytes));
  const envelope: Members | undefined = parsed && ownMembers(parsed);
  const errorResponse = envelope?.errorResponse;
  const details = ownMembers(isObject(errorResponse) ? errorResponse : {});
  const errorType = identifier(details["errorType"]);
  const errorMessage = text(details["errorMessage"]) ?? text(errorResponse);
  const requestId = identifier(details["requestId"]);
  const payload = redactJson(envelope?.payload ?? undefined, secrets);
  const responseMessage = text(envelope?.response_message);
  const responseCode = typeof envelope?.response_code === "number" ? envelope.response_code : undefined;
  const apiSubErrors = Array.isArray(details["apiSubErrors"]) ? details["apiSubErrors"].filter(isSubError) : [];

  const code = errorType === undefined && responseCode !== undefined ? `response_code ${responseCode}` : undefined;
  const reason = [code, errorType, errorMessage ?? text(payload) ?? responseMessage].filter(Boolean).join(": ");
  const received =
    envelope === undefined
      ? `not the documented JSON: ${redactText(decode(response.bytes), secrets)}`
      : reason || "no reason given";
  const request = requestId === undefined ? "" : ` (requestId ${requestId})`;
  const attempt = response.retried ? `; this was attempt ${attempts}` : "";
  const earlier =
    attempt && doubtOf(operationTable[operationId].method) && ", and an earlier one may have taken effect";
  return new EnkashApiError(
    `${operationId} failed with HTTP ${status}: ${excerpt(received)}${request}${attempt}${earlier}`,
    {
      outcome: outcomeOf(response, envelope),
      status,
      errorType,
      errorMessage,
      apiSubErrors: apiSubErrors.map((subError) => redactJson(subError, secrets) as ApiSubError), // Safe: a copy of an object.
      requestId,
      timestamp: identifier(details["timestamp"]),
      responseCode,
      responseMessage,
      payload,
      headers: redactHeaders(response.headers, secrets),
      retryAfterMs: retryAfterMs(response.headers),
      attempts,
    },
  );
}

/** What a failure says of the call's effect. A platform or a proxy may have repeated the request without a word. */
function outcomeOf({ status, retried }: ReceivedResponse, envelope: Members | undefined): EnkashError["outcome"] {
  // A server that failed or gave up waiting (408), one that is not responsible (421, RFC 9110 15.5.20, which platforms
  // repeat), and one that contradicts itself, may have done what was requested.
  const isUncertain =
    status >= 500 ||
    status === 408 ||
    status === 421 ||
    (envelope !== undefined && reportsSuccess(envelope) && !reportsFailure(envelope));
  if (isUncertain) return "unknown";
  if (status !== 404 && status !== 410) return retried ? "unknown" : "refused";
  // Something in between does not know the customers.
  return envelope !== undefined && isOfApi(envelope) ? "not-found" : "unknown";
}

/** Whether a body has a member of the documented one. */
function isOfApi(envelope: object): boolean {
  const names: (keyof Envelope)[] = ["errorResponse", "payload", "response_code", "response_message"];
  return names.some((name) => Object.hasOwn(envelope, name));
}

function responseError(operationId: OperationId, response: ReceivedResponse, missing: string): EnkashResponseError {
  const { status, headers, bytes, attempts, secrets } = response;
  const bodyExcerpt = excerpt(redactText(decode(bytes), secrets));
  const received = bodyExcerpt === "" ? "an empty body" : bodyExcerpt;
  return new EnkashResponseError(
    `${operationId}: HTTP ${status} ${redactText(missing, secrets)}; got ${received}${doubtOf(operationTable[operationId].method)}`,
    { status, headers: redactHeaders(headers, secrets), bodyExcerpt, attempts },
  );
}

function isSubError(value: unknown): value is ApiSubError {
  return isObject(value);
}
