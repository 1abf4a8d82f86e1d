import type { ApiSubError, Envelope } from "../generated/schema.js";
import { EnkashApiError, EnkashResponseError } from "./errors.js";
import { excerpt, redactHeaders, redactText } from "./http/redaction.js";
import type { Answer } from "./http/attempt.js";

/**
 * Decides whether an answer is a success, and gives its body if it is.
 *
 * The rule (`openapi/README.md`, evidence W): 2xx, and `errorResponse` null or absent, and `response_message` not
 * FAILURE, and `response_code` absent, null, 0 or 200 to 299. That the answer is the vendor's at all is part of the
 * proof: it has one of the documented members, and each is of its documented type. 204 is a success without a body.
 *
 * @throws EnkashApiError the answer is a failure
 * @throws EnkashResponseError under 2xx: not the documented JSON
 */
export function readEnvelope(operationId: string, answer: Answer): Envelope {
  if (answer.status === 204) return {};
  const ok = answer.status >= 200 && answer.status < 300;
  // An error status is a failure whatever its body is; a 2xx has to prove itself in well-formed UTF-8 (RFC 8259 8.1).
  const envelope = parse(answer, ok);
  if (!ok || (envelope !== undefined && tellsFailure(envelope))) throw apiError(operationId, answer);
  if (envelope === undefined || !isDocumented(envelope)) throw responseError(operationId, answer);
  return envelope;
}

type Members = { readonly [Name in keyof Envelope]?: unknown };

function parse({ bytes }: Answer, strict: boolean): Members | undefined {
  try {
    const value: unknown = JSON.parse((strict ? strictUtf8 : utf8).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const utf8 = new TextDecoder();

function tellsFailure({ errorResponse, response_code: code, response_message: message }: Members): boolean {
  return (
    (errorResponse !== undefined && errorResponse !== null) ||
    (typeof message === "string" && message.trim().toUpperCase() === "FAILURE") ||
    (typeof code === "number" && code !== 0 && !(code >= 200 && code <= 299))
  );
}

/** At least one documented member, and none of another type than documented (null being "does not apply", evidence W). */
function isDocumented(envelope: Members): envelope is Envelope {
  const { errorResponse, payload, response_code: code, response_message: message } = envelope;
  return (
    (errorResponse !== undefined || payload !== undefined || code !== undefined || message !== undefined) &&
    (payload == null || typeof payload === "string") &&
    (code == null || Number.isInteger(code)) &&
    (message == null || typeof message === "string")
  );
}

function apiError(operationId: string, answer: Answer): EnkashApiError {
  const { status, attempts, tokens } = answer;
  const body = redactText(utf8.decode(answer.bytes), tokens);
  // Parsed anew: a token may stand in the body with JSON's escapes, and an error must not hold it. Failures are rare.
  const envelope = redactedEnvelope(body, tokens);
  const told = envelope?.errorResponse;
  const details = isObject(told) ? told : {};
  const errorType = text(details["errorType"]);
  const errorMessage = text(details["errorMessage"]) ?? text(told);
  const requestId = text(details["requestId"]);
  const payload = text(envelope?.payload);
  const responseMessage = text(envelope?.response_message);
  const responseCode = typeof envelope?.response_code === "number" ? envelope.response_code : undefined;

  const code = errorType === undefined && responseCode !== undefined ? `response_code ${responseCode}` : undefined;
  const reason = [code, errorType, errorMessage ?? payload ?? responseMessage].filter(Boolean).join(": ");
  const came = envelope === undefined ? `not the documented JSON: ${body}` : reason || "no reason given";
  const request = requestId === undefined ? "" : ` (requestId ${requestId})`;
  const earlier = attempts === 1 ? "" : `; this was attempt ${attempts}, and an earlier one may have taken effect`;
  return new EnkashApiError(`${operationId} failed with HTTP ${status}: ${excerpt(came)}${request}${earlier}`, {
    status,
    errorType,
    errorMessage,
    apiSubErrors: Array.isArray(details["apiSubErrors"]) ? details["apiSubErrors"].filter(isSubError) : [],
    requestId,
    timestamp: text(details["timestamp"]),
    responseCode,
    responseMessage,
    payload,
    headers: redactHeaders(answer.headers, tokens),
    attempts,
  });
}

function responseError(operationId: string, { status, headers, bytes, attempts, tokens }: Answer): EnkashResponseError {
  const bodyExcerpt = excerpt(redactText(utf8.decode(bytes), tokens));
  const came = bodyExcerpt === "" ? "an empty body" : bodyExcerpt;
  return new EnkashResponseError(
    `${operationId}: HTTP ${status} without the documented JSON proves nothing; got ${came}. Whether it took effect is not known.`,
    { status, headers: redactHeaders(headers, tokens), bodyExcerpt, attempts, cause: undefined },
  );
}

function redactedEnvelope(body: string, tokens: readonly string[]): Members | undefined {
  try {
    const value: unknown = JSON.parse(body, (_, member: unknown) =>
      typeof member === "string" ? redactText(member, tokens) : member,
    );
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSubError(value: unknown): value is ApiSubError {
  return isObject(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
