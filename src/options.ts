import type { servers } from "../generated/operations.js";
import { isObject, ownMembers, preview } from "./errors.js";
import { assertToken, type AccessTokenFunction } from "./http/access-token.js";
import { oneMebibyte } from "./http/body.js";
import type { Fetch } from "./http/fetch.js";
import { platformFetch } from "./http/platform-fetch.js";
import type { AttemptEvent } from "./http/transport.js";

/** Options of `createEnkashClient`, `createOpenapiFetchClient` and `createEnkashFetch`. */
export interface EnkashClientOptions {
  /**
   * The URL of the server, with the path before `/api` if there is one. Required, so that nobody deletes on the
   * wrong server by accident. `servers` lists the servers of the description.
   */
  baseUrl: (typeof servers)[number]["url"] | (string & {});
  /**
   * The bearer token, or a function that returns it, called for every attempt. Without it no `Authorization` is sent, and
   * none to an operation for which the description has `security: []`. One that is there but undefined is refused, since an
   * environment variable is not set.
   *
   * After a 401 the function is called once more, with the refused token as `refused`. A different token is tried once,
   * as one of the call's retries.
   */
  accessToken?: string | AccessTokenFunction;
  /**
   * Used instead of the platform's `fetch`, and called as `fetch(url, init)`.
   *
   * @defaultValue `globalThis.fetch`, looked up at each call
   */
  fetch?: Fetch | undefined;
  /** Headers sent with every request, without `Authorization`: use `accessToken`. A header of undefined is left out. */
  headers?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * Milliseconds that one attempt may take, from sending to the last byte of the response.
   *
   * @defaultValue 10 000
   */
  timeoutMs?: number | undefined;
  /**
   * How many requests a call may send after its first, for an operation that is safe to repeat (RFC 9110 9.2.2): after
   * a connection failure, a timeout, 401, 408, 429, 500, 502, 503 or 504. 0 means exactly one request.
   *
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /**
   * Bytes that the body of a response may have. A larger one is not read to its end: the call rejects with
   * EnkashResponseError.
   *
   * @defaultValue 1 048 576 (1 MiB)
   */
  maxResponseBytes?: number | undefined;
  /**
   * Allows an `http:` baseUrl, which shows the token and every id to the network.
   *
   * @defaultValue false
   */
  allowInsecureHttp?: boolean | undefined;
  /** Called after each attempt. Exceptions and rejections from it are ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call at once, waiting and reading included. The call rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds that one attempt may take, from sending to the last byte of the response.
   *
   * @defaultValue the client's
   */
  timeoutMs?: number | undefined;
  /**
   * How many requests may follow the first. 0 means exactly one request.
   *
   * @defaultValue the client's
   */
  maxRetries?: number | undefined;
}

/** The longest delay of `setTimeout`. A longer one fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Checks the client's options and fills in the defaults. Every message names the option, and none shows a secret. */
export function checkClientOptions(options: EnkashClientOptions) {
  const given = ownOptions<EnkashClientOptions>(options, "createEnkashClient", clientOptionNames);
  assertPlatform(["AbortController", "Headers", "TextDecoder"]);
  const {
    accessToken,
    fetch,
    onAttempt,
    headers = {},
    allowInsecureHttp = false,
    timeoutMs = 10_000,
    maxRetries = 2,
    maxResponseBytes = oneMebibyte,
  } = given;
  if (typeof allowInsecureHttp !== "boolean") throw refused("allowInsecureHttp", "true or false", allowInsecureHttp);
  if ("accessToken" in given && typeof accessToken !== "function") assertToken(accessToken);
  assertFunction("fetch", fetch);
  assertFunction("onAttempt", onAttempt);
  assertLimits({ timeoutMs, maxRetries, maxResponseBytes });
  return {
    baseUrl: checkBaseUrl(given.baseUrl, allowInsecureHttp),
    accessToken,
    fetch: fetch ?? platformFetch,
    headers: checkHeaders(headers),
    timeoutMs,
    maxRetries,
    maxResponseBytes,
    onAttempt,
  } satisfies Record<Exclude<keyof EnkashClientOptions, "allowInsecureHttp">, unknown>;
}

/** A missing class would be noticed after the request was sent. jsdom lacks some of them. */
export function assertPlatform(classes: readonly string[]): void {
  const missing = classes.find((name) => !(name in globalThis));
  if (missing !== undefined) throw new TypeError(`this platform lacks ${missing}; load a polyfill for it first`);
}

/** Shared by the calls without options, which are most of them. */
const noOptions: CallOptions = ownMembers({});

export function checkCallOptions(operationId: string, options: CallOptions | undefined): CallOptions {
  if (options === undefined) return noOptions;
  const given = ownOptions<CallOptions>(options, operationId, callOptionNames);
  // `instanceof AbortSignal` would refuse the signal of another realm or of a polyfill.
  const signal = given.signal as Partial<AbortSignal> | null | undefined; // Safe: checked here.
  const isSignal =
    typeof signal?.aborted === "boolean" &&
    typeof signal.addEventListener === "function" &&
    typeof signal.removeEventListener === "function";
  if (signal !== undefined && !isSignal) {
    throw refused("signal", "an AbortSignal, with addEventListener and removeEventListener", signal);
  }
  assertLimits(given);
  return given;
}

/** Refuses members that are not kept, and returns those that are options of a call. */
export function keptOptions(caller: string, given: object, kept: readonly string[]): CallOptions {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    // `fetch` takes null for no signal.
    if (value === undefined || kept.includes(name) || (name === "signal" && value === null)) continue;
    if (!callOptionNames.includes(name)) {
      throw new TypeError(`${caller} takes no ${name}; it takes ${[...kept, ...callOptionNames].join(", ")}`);
    }
    options[name] = value;
  }
  return options; // Safe: checkCallOptions checks the values.
}

const callOptionNames: readonly string[] = ["signal", "timeoutMs", "maxRetries"] satisfies (keyof CallOptions)[];
const clientOptionNames: readonly string[] = [
  "baseUrl",
  "accessToken",
  "fetch",
  "headers",
  "timeoutMs",
  "maxRetries",
  "maxResponseBytes",
  "allowInsecureHttp",
  "onAttempt",
] satisfies (keyof EnkashClientOptions)[];

/**
 * A copy of the options, each of which is read once, and only the object's own: an extended `Object.prototype` adds none.
 * Rejects unknown option names, so that a typo is not silently ignored.
 */
export function ownOptions<T extends object>(options: T, caller: string, names: readonly string[]): T {
  if (typeof options !== "object" || (options as T | null) === null) {
    throw new TypeError(`${caller}: options must be an object; got ${preview(options)}`);
  }
  const own = ownMembers(options);
  const unknown = Object.keys(own).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${caller}: there is no option ${preview(unknown)}; it takes ${names.join(", ")}`);
  }
  return own;
}

export function assertFunction(option: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") throw refused(option, "a function", value);
}

/** What is checked of them is unknown. */
type Limits = Partial<Record<"timeoutMs" | "maxRetries" | "maxResponseBytes", unknown>>;

function assertLimits({ timeoutMs, maxRetries, maxResponseBytes }: Limits): void {
  if (timeoutMs !== undefined && !(typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs <= longestTimerMs)) {
    throw refused("timeoutMs", `milliseconds above 0 and at most ${longestTimerMs}`, timeoutMs);
  }
  if (maxRetries !== undefined && !isCount(maxRetries))
    throw refused("maxRetries", "a whole number, 0 or more", maxRetries);
  if (maxResponseBytes !== undefined && !(isCount(maxResponseBytes) && maxResponseBytes > 0)) {
    throw refused("maxResponseBytes", "a whole number of bytes, 1 or more", maxResponseBytes);
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function checkBaseUrl(baseUrl: unknown, allowInsecureHttp: boolean): string {
  const expectation = "an absolute https: URL without credentials, query or fragment, such as one of `servers`";
  if (typeof baseUrl !== "string") throw refused("baseUrl", expectation, baseUrl);
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw refused("baseUrl", expectation, baseUrl);
  }
  const { protocol, host, pathname, href } = url;
  // Not shown: credentials and queries hold secrets. A bare "?" or "#" is in `href` alone.
  if (href !== `${protocol}//${host}${pathname}`) {
    const part = url.username + url.password === "" ? "a query or a fragment" : "credentials";
    throw new TypeError(`baseUrl must be ${expectation}; got one with ${part}`);
  }
  if (protocol === "http:" && !allowInsecureHttp) {
    throw refused("baseUrl", "an https: URL, unless allowInsecureHttp is true (for a server on loopback)", baseUrl);
  }
  if (protocol !== "http:" && protocol !== "https:") throw refused("baseUrl", expectation, baseUrl);
  return href.replace(/\/+$/, "");
}

function checkHeaders(headers: unknown): Record<string, string> {
  if (!isRecord(headers)) throw refused("headers", "an object of header names and values", headers);
  const checked = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    if (typeof value !== "string") throw refused(`headers: ${preview(name)}`, "a string", value);
    try {
      checked.append(name, value);
    } catch {
      // The value is not shown, as the platform's own message would: a header may hold a secret.
      throw new TypeError(`headers: ${preview(name)} has a name or a value that HTTP does not allow`);
    }
  }
  assertHeaders(checked);
  return { accept: "application/json", ...Object.fromEntries(checked) };
}

/** Refuses headers that the client or the platform writes: some platforms would drop them, and others send them. */
export function assertHeaders(headers: Headers): void {
  if (headers.has("authorization")) throw new TypeError("headers must not hold Authorization; use accessToken");
  headers.forEach((_, name) => {
    if (reservedHeader.test(name)) throw new TypeError(`headers must not hold ${name}; the platform writes it`);
  });
}

/** Of the connection and not of the request (RFC 9110 7.6.1), or of the message's own form. */
const reservedHeader =
  /^(connection|content-length|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/;

/** An object without an iterator: a Map, a `Headers` or an array has names and values that are not members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !(Symbol.iterator in value);
}

function refused(option: string, expectation: string, value: unknown): TypeError {
  return new TypeError(`${option} must be ${expectation}; got ${preview(value)}`);
}
