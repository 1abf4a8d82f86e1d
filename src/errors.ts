import type { ApiSubError, ErrorType } from "../generated/types.js";

/** On every prototype of this family, in every copy of the package: what lets `instanceof` work across copies. */
const family = Symbol.for("enkash-customer-client/errors");

/**
 * The base class of every error that a call rejects with, except the reason of the caller's own abort.
 *
 * `name` is a fixed string on every class, so that a check by name survives minifying, and `instanceof` holds across
 * two copies of the package (its ESM and its CommonJS build, two versions). No member holds an access token of 16 characters or
 * more.
 */
export class EnkashError extends Error {
  /**
   * What is known of the call's effect:
   *
   * - `"not-sent"`: no request was sent. Nothing changed. Fix the cause and call again.
   * - `"refused"`: the server responded that it did not do it. Nothing changed. `errorType` and `status` say why.
   * - `"not-found"`: the server responded that there is no such customer now (404 or 410 with the API's JSON). It was never
   *   there, or a request deleted it: an earlier one, or this call's own, since some platforms and proxies repeat a request by
   *   themselves when a connection dies (SECURITY.md).
   * - `"unknown"`: it may have taken effect or not: no response, one that proves nothing, 408, 421, a 5xx, or a failure after
   *   a retry, whose earlier attempt may have taken effect. Check before you report the customer as deleted or not. To repeat
   *   a DELETE or another idempotent call is safe.
   */
  declare readonly outcome: "not-sent" | "refused" | "not-found" | "unknown";

  /** What caused it, such as the platform's error. */
  declare readonly cause?: unknown;

  constructor(message: string, { cause, ...members }: Pick<EnkashError, "outcome" | "cause">) {
    super(oneLine(message), cause === undefined ? undefined : { cause });
    // The members that each subclass declares, and requires in its own constructor.
    Object.assign(this, members);
  }

  /** For `JSON.stringify`: name, message and cause too, which an error does not show otherwise. */
  toJSON(): Record<string, unknown> {
    const members = Object.entries(this).map(([name, value]: [string, unknown]) => [name, plain(value)]);
    const { name, message, cause } = this;
    return { name, message, ...(Object.fromEntries(members) as object), cause: plain(cause) };
  }

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A consumer's subclass has no name of its own here: the language's own rule applies to it.
    const own: unknown = Object.getOwnPropertyDescriptor(this.prototype, family)?.value;
    if (own === undefined) return Function.prototype[Symbol.hasInstance].call(this, value);
    for (let link: unknown = value; typeof link === "object" && link !== null; link = Object.getPrototypeOf(link)) {
      if (Object.getOwnPropertyDescriptor(link, family)?.value === own) return true;
    }
    return false;
  }
}
nameClass(EnkashError, "EnkashError");

/**
 * A copy of an error of the family, with the stack and the outcome of the call that rejects with it: a token function may
 * reject several calls with one error. Any other value is returned as it is.
 */
export function copyError(error: unknown, outcome: EnkashError["outcome"]): unknown {
  if (!(error instanceof EnkashError) || !Object.hasOwn(Object.getPrototypeOf(error) as object, family)) return error;
  // Safe: the constructor of each class of the family takes the members of its instances.
  const errorClass = error.constructor as new (message: string, details: object) => EnkashError;
  return new errorClass(error.message, Object.assign({}, error, { cause: error.cause, outcome }));
}

/** The members that a subclass adds, and those of the base class that may differ from its default. */
export type Details<E extends EnkashError> = Omit<E, keyof EnkashError> &
  Partial<Pick<EnkashError, "outcome" | "cause">>;

/** Thrown before any network use: a parameter or the body is missing, of the wrong type, malformed, or unknown. */
export class EnkashParameterError extends EnkashError {
  /** The operation that was called. */
  declare readonly operationId: string;
  /** The parameter that was refused; `body` for anything in the body, whose place the message has. */
  declare readonly parameter: string;
  /** Where the parameter would have been sent; undefined for a parameter that the operation does not have. */
  declare readonly in: "path" | "query" | "header" | "cookie" | "body" | undefined;
  /** The pattern that the value, or the part of it that was refused, does not match. */
  declare readonly pattern: RegExp | undefined;

  constructor(message: string, details: Details<EnkashParameterError>) {
    super(message, { ...details, outcome: "not-sent" });
  }
}
nameClass(EnkashParameterError, "EnkashParameterError");

/** @param reason - begins with the parameter or the place in it, and says what was expected and what was given */
export function parameterError(
  reason: string,
  { pattern, ...details }: Omit<Details<EnkashParameterError>, "pattern"> & { pattern?: RegExp | undefined },
): EnkashParameterError {
  const message = `${details.operationId}: ${reason}${ending}`;
  return new EnkashParameterError(message, { ...details, pattern });
}

/** The `reason` of a {@link parameterError}, as a sentence, for where nothing is sent anyway. */
export function reasonOf({ operationId, message }: EnkashParameterError): string {
  return `${message.slice(`${operationId}: `.length, -ending.length)}.`;
}

const ending = ". Nothing was sent.";

/**
 * The server responded with a failure: an error status, or a failure reported under a 2xx.
 */
export class EnkashApiError extends EnkashError {
  /** The HTTP status. Failures arrive under 200 too. */
  declare readonly status: number;
  /** `errorResponse.errorType`, the kind of failure. A value that is not documented is kept. */
  declare readonly errorType: ErrorType | (string & {}) | undefined;
  /** `errorResponse.errorMessage`, human-readable. */
  declare readonly errorMessage: string | undefined;
  /** `errorResponse.apiSubErrors`. Their members are not documented. */
  declare readonly apiSubErrors: readonly ApiSubError[];
  /** `errorResponse.requestId`. Give it to EnKash's support. */
  declare readonly requestId: string | undefined;
  /** `errorResponse.timestamp` (`yyyy-MM-dd HH:mm:ss`; the time zone is not documented). */
  declare readonly timestamp: string | undefined;
  /** `response_code` of the body. */
  declare readonly responseCode: number | undefined;
  /** `response_message` of the body. */
  declare readonly responseMessage: string | undefined;
  /** `payload` of the body, of whatever type. A failure may have its reason here, or the parts that failed. */
  declare readonly payload: unknown;
  /** The response's headers. */
  declare readonly headers: Headers;
  /** Milliseconds that the server asked to wait before another request (`Retry-After`); undefined if it asked for none. */
  declare readonly retryAfterMs: number | undefined;
  /** How many requests were sent for this call. */
  declare readonly attempts: number;

  constructor(message: string, details: Details<EnkashApiError>) {
    super(message, { outcome: "refused", ...details });
  }
}
nameClass(EnkashApiError, "EnkashApiError");

/**
 * A response that proves neither success nor failure: a redirect, not the documented JSON under a 2xx, too large, or cut
 * off after its head. Whether the customer was deleted is not known.
 */
export class EnkashResponseError extends EnkashError {
  /** The HTTP status; 0 where a browser hides that of a redirect. */
  declare readonly status: number;
  /** The response's headers. */
  declare readonly headers: Headers;
  /** The first 200 characters of the body, if it was read. */
  declare readonly bodyExcerpt: string | undefined;
  /** How many requests were sent for this call. */
  declare readonly attempts: number;

  constructor(message: string, details: Details<EnkashResponseError>) {
    super(message, { outcome: "unknown", ...details });
  }
}
nameClass(EnkashResponseError, "EnkashResponseError");

/** No response: refused, reset, DNS, TLS. Whether the request arrived is not known. `cause` is the platform's error. */
export class EnkashConnectionError extends EnkashError {
  /** How many requests were sent for this call. */
  declare readonly attempts: number;

  constructor(message: string, details: Details<EnkashConnectionError>) {
    super(message, { outcome: "unknown", ...details });
  }
}
nameClass(EnkashConnectionError, "EnkashConnectionError");

/** No full response in `timeoutMs`. Whether the customer was deleted is not known. */
export class EnkashTimeoutError extends EnkashConnectionError {
  /** The limit of one attempt, in milliseconds. */
  declare readonly timeoutMs: number;

  constructor(message: string, details: Details<EnkashTimeoutError>) {
    super(message, { outcome: "unknown", ...details });
  }
}
nameClass(EnkashTimeoutError, "EnkashTimeoutError");

/** Names the class on its prototype. On the instance, the name would be printed with the error's members. */
export function nameClass(
  errorClass: typeof EnkashError | (abstract new (...args: never[]) => EnkashError),
  name: string,
) {
  Object.defineProperties(errorClass.prototype, {
    name: { value: name, writable: true, configurable: true }, // As the language's own errors have it.
    [family]: { value: name },
  });
}

/** What JSON would show as `{}`. */
function plain(value: unknown): unknown {
  if (value instanceof Headers) return Object.fromEntries(value);
  if (value instanceof RegExp) return value.source;
  if (!(value instanceof Error) || "toJSON" in value) return value;
  const { name, message, cause } = value;
  return Object.assign({ name, message }, value, { cause: plain(cause) });
}

/** Short rendering of a rejected value, for error messages. */
export function preview(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "string") return oneLine(JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value));
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  const type = Object.prototype.toString.call(value).slice("[object ".length, -1);
  return type === "Object" ? "an object" : `an object of type ${type}`;
}

/** A copy without a prototype, whose members an extended `Object.prototype` would add. Each member is read once. */
export function ownMembers<T extends object>(value: T): T {
  return { __proto__: null, ...value };
}

/**
 * One line of at most 1 000 characters, of which a server cannot break out to forge the next line of a log. The end is
 * kept, which says what is known and what to do.
 */
export function oneLine(text: string): string {
  const line = text.replace(unprintable, " ");
  return line.length > 1_000 ? `${line.slice(0, 700)}…${line.slice(-299)}` : line;
}

/**
 * Control characters, line breaks (U+2028 too), what is invisible and what changes the direction of a text. Not `\p{C}`,
 * which Hermes does not know.
 */
const unprintable = /[^ -~\xa0-\u061b\u061d-\u1fff\u2010-\u2027\u2070-\uffff]/g;

/** What JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
