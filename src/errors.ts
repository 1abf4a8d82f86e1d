import type { ApiSubError, ErrorType } from "../generated/schema.js";

/** On every prototype of this family, in every copy of the package: what lets `instanceof` work across copies. */
const family = Symbol.for("enkash-customer-client/errors");

/**
 * What every rejection of a call is, but for the caller's own abort.
 *
 * `name` is a fixed string on every class, so that a check by name survives minifying, and `instanceof` holds across
 * two copies of the package (its ESM and its CommonJS build, two versions). No member ever holds an access token.
 */
export class EnkashError extends Error {
  static {
    nameClass(this, "EnkashError");
  }

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A subclass made by a consumer has no name of its own here: the language's own rule holds for it.
    if (!Object.hasOwn(this.prototype, family)) return Function.prototype[Symbol.hasInstance].call(this, value);
    for (let link: unknown = value; typeof link === "object" && link !== null; link = Object.getPrototypeOf(link)) {
      if (Object.getOwnPropertyDescriptor(link, family)?.value === this.prototype.name) return true;
    }
    return false;
  }
}

/** Thrown before any network use: a parameter is missing, of the wrong type, not in its pattern, or unknown. */
export class EnkashParameterError extends EnkashError {
  static {
    nameClass(this, "EnkashParameterError");
  }
  /** The operation that was called. */
  readonly operationId: string;
  /** The parameter that was refused. */
  readonly parameter: string;
  /** Where the parameter would have been sent; undefined for one that the operation does not have. */
  readonly in: "path" | "query" | undefined;
  /** The pattern that the description holds the parameter to, if it has one. */
  readonly pattern: RegExp | undefined;

  constructor(message: string, details: Pick<EnkashParameterError, "operationId" | "parameter" | "in" | "pattern">) {
    super(message);
    this.operationId = details.operationId;
    this.parameter = details.parameter;
    this.in = details.in;
    this.pattern = details.pattern;
  }
}

/**
 * The server answered, and the answer is a failure: an error status, or a failure told under a 2xx.
 *
 * After a retry (`attempts` above 1), a 404 may mean that an earlier attempt worked and its answer was lost.
 */
export class EnkashApiError extends EnkashError {
  static {
    nameClass(this, "EnkashApiError");
  }
  /** The HTTP status. Failures arrive under 200 too (evidence W). */
  readonly status: number;
  /** The vendor's kind of failure; one that the description does not know is kept as it came. */
  readonly errorType: ErrorType | (string & {}) | undefined;
  /** The vendor's sentence for people. */
  readonly errorMessage: string | undefined;
  /** Details; their members are not documented. */
  readonly apiSubErrors: readonly ApiSubError[];
  /** The vendor's id of the request: what its support asks for. */
  readonly requestId: string | undefined;
  /** When it failed, as the vendor writes it (`yyyy-MM-dd HH:mm:ss`, time zone not documented). */
  readonly timestamp: string | undefined;
  /** `response_code` of the answer. */
  readonly responseCode: number | undefined;
  /** `response_message` of the answer. */
  readonly responseMessage: string | undefined;
  /** `payload` of the answer: failures under 200 put their reason here (evidence W). */
  readonly payload: string | undefined;
  /** The answer's headers. */
  readonly headers: Headers;
  /** How many requests were sent for this call. */
  readonly attempts: number;

  constructor(message: string, details: Omit<EnkashApiError, keyof Error>) {
    super(message);
    this.status = details.status;
    this.errorType = details.errorType;
    this.errorMessage = details.errorMessage;
    this.apiSubErrors = details.apiSubErrors;
    this.requestId = details.requestId;
    this.timestamp = details.timestamp;
    this.responseCode = details.responseCode;
    this.responseMessage = details.responseMessage;
    this.payload = details.payload;
    this.headers = details.headers;
    this.attempts = details.attempts;
  }
}

/**
 * An answer that cannot be trusted either way: a redirect, not the documented JSON under a 2xx, too large, or cut off
 * after its head. Whether the customer was deleted is not known.
 */
export class EnkashResponseError extends EnkashError {
  static {
    nameClass(this, "EnkashResponseError");
  }
  /** The HTTP status; 0 where a browser hides that of a redirect. */
  readonly status: number;
  /** The answer's headers. */
  readonly headers: Headers;
  /** The first 200 characters of the body, if it was read. */
  readonly bodyExcerpt: string | undefined;
  /** How many requests were sent for this call. */
  readonly attempts: number;

  constructor(
    message: string,
    details: Pick<EnkashResponseError, "status" | "headers" | "bodyExcerpt" | "attempts" | "cause">,
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.headers = details.headers;
    this.bodyExcerpt = details.bodyExcerpt;
    this.attempts = details.attempts;
  }
}

/** No answer: refused, reset, DNS, TLS. Whether the request arrived is not known. `cause` tells what the platform said. */
export class EnkashConnectionError extends EnkashError {
  static {
    nameClass(this, "EnkashConnectionError");
  }
  /** How many requests were sent for this call. */
  readonly attempts: number;

  constructor(message: string, details: Pick<EnkashConnectionError, "attempts" | "cause">) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.attempts = details.attempts;
  }
}

/** No full answer in `timeoutMs`. Whether the customer was deleted is not known. */
export class EnkashTimeoutError extends EnkashConnectionError {
  static {
    nameClass(this, "EnkashTimeoutError");
  }
  /** The limit of one attempt, in milliseconds. */
  readonly timeoutMs: number;

  constructor(message: string, details: Pick<EnkashTimeoutError, "attempts" | "timeoutMs">) {
    super(message, { attempts: details.attempts, cause: undefined });
    this.timeoutMs = details.timeoutMs;
  }
}

/** On the prototype and not on the instance, where it would be printed with every error. */
export function nameClass(
  errorClass: typeof EnkashError | (abstract new (...args: never[]) => EnkashError),
  name: string,
) {
  Object.defineProperties(errorClass.prototype, { name: { value: name }, [family]: { value: name } });
}

/** How a message tells what came instead: short enough for a log line. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
