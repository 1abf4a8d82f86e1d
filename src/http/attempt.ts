import { EnkashConnectionError, EnkashResponseError, EnkashTimeoutError } from "../errors.js";
import { abortable } from "./abortable.js";
import { readBody } from "./body.js";
import type { Fetch, FetchHeaders, FetchResponse } from "./fetch.js";
import { redactCause, redactHeaders } from "./redaction.js";

/** One call, which may take several attempts. */
export interface Call {
  operationId: string;
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | ArrayBuffer | undefined;
  signal: AbortSignal | undefined;
  timeoutMs: number;
  maxResponseBytes: number;
  /** What the message of a response that proves nothing says of the effect. See `doubtOf`. */
  doubt: string;
}

/** The requests of a call so far. */
export interface Progress {
  /** How many there are. */
  attempts: number;
  /** Whether one was repeated after a fault: an earlier one may have taken effect. Not after a 401, which is a refusal. */
  retried: boolean;
  /** Tokens and other secrets that were sent, which no error may show. */
  secrets: readonly string[];
}

/** A whole response: head and body are read, and nothing more will come. */
export interface ReceivedResponse extends Progress {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
}

/** How an attempt ended. `status` is that of the head, if one came. */
export type AttemptEnd = { status?: number | undefined } & (
  | { kind: "response"; status: number; response: ReceivedResponse }
  /** A response that proves nothing, whatever its status. */
  | { kind: "untrusted"; status: number; error: EnkashResponseError }
  | { kind: "unanswered"; error: EnkashConnectionError }
  /** `error` is the reason of the caller's own signal. */
  | { kind: "aborted"; error: unknown }
);

/**
 * Sends one request and reads its whole response.
 *
 * The errors are made here, after the `await`, so that their stack leads to the line that made the call.
 *
 * @param progress - with this request
 */
export async function attemptOnce(fetch: Fetch, call: Call, progress: Progress): Promise<AttemptEnd> {
  const { operationId, timeoutMs, doubt } = call;
  const { attempts, secrets } = progress;
  let end: ExchangeEnd;
  try {
    end = await exchangeInTime(fetch, call);
  } catch (error) {
    return { kind: "aborted", error };
  }
  switch (end.kind) {
    case "response": {
      const { head, bytes } = end;
      const { status, headers } = head;
      return { kind: "response", status, response: { status, headers, bytes, ...progress } };
    }
    case "timeout": {
      const message = `${operationId}: no full response within ${timeoutMs} ms (attempt ${attempts})`;
      const error = new EnkashTimeoutError(message, { attempts, timeoutMs });
      return { kind: "unanswered", error, status: end.status };
    }
    case "unanswered": {
      const cause = causeOf(end.reason, secrets);
      const message = `${operationId}: no response${rootCauseMessage(cause)} (attempt ${attempts})`;
      const error = new EnkashConnectionError(message, { attempts, cause });
      return { kind: "unanswered", error };
    }
    case "untrusted": {
      const cause = causeOf(end.reason, secrets);
      const { status = 0, headers } = end.head ?? {};
      const error = new EnkashResponseError(
        `${operationId}: HTTP ${status}, ${end.why}${rootCauseMessage(cause)}${doubt}`,
        { status, headers: redactHeaders(headers, secrets), bodyExcerpt: undefined, attempts, cause },
      );
      return { kind: "untrusted", status, error };
    }
  }
}

/** How a request ended. `reason` is what the platform threw. */
type ExchangeEnd =
  | { kind: "response"; head: Head; bytes: Uint8Array }
  | { kind: "untrusted"; why: string; head?: Head; reason?: unknown }
  | { kind: "unanswered"; reason: unknown }
  | { kind: "timeout"; status: number | undefined };

/** What is judged and shown of a response: read once, since a mock's members may change or throw. */
interface Head {
  status: number;
  headers: Headers;
}

/** @throws the reason of the caller's own signal */
function exchangeInTime(fetch: Fetch, call: Call): Promise<ExchangeEnd> {
  return abortable(call.signal, (resolve) => {
    const controller = new AbortController();
    let status: number | undefined;
    let isWhole = false;
    // The timer settles the promise itself, since a custom fetch may ignore the signal.
    const stopTimer = startTimer(call.timeoutMs, () => {
      resolve({ kind: "timeout", status });
    });
    const onHead = (head: Head) => {
      status = head.status;
    };
    void exchange(fetch, call, controller.signal, onHead).then((end) => {
      isWhole = end.kind === "response";
      resolve(end);
    });
    return () => {
      stopTimer();
      if (!isWhole) controller.abort();
    };
  });
}

/**
 * Calls back after this time. A timer that fires late, since the process was frozen or busy, may be called before a response
 * that has arrived meanwhile: that is read in the next turns of the event loop, which go first.
 */
function startTimer(ms: number, onTimeout: () => void): () => void {
  const dueAt = performance.now() + ms;
  let turns = 0;
  let timer = setTimeout(function onTimer() {
    const isLate = performance.now() - dueAt > 1;
    if (isLate && turns++ < 3) timer = setTimeout(onTimer, 0);
    else onTimeout();
  }, ms);
  return () => {
    clearTimeout(timer);
  };
}

async function exchange(
  fetch: Fetch,
  call: Call,
  signal: AbortSignal,
  onHead: (head: Head) => void,
): Promise<ExchangeEnd> {
  const { method, url, headers, body } = call;
  let response: FetchResponse;
  try {
    response = await fetch(url, {
      method,
      headers: { ...headers }, // A copy, since a custom fetch may change it.
      // `FetchInit.body` is typed as string for node-fetch's sake; an ArrayBuffer works in every fetch.
      ...(body !== undefined && { body: body as string }),
      redirect: "manual",
      signal,
      next: { revalidate: 0 },
    });
  } catch (reason) {
    // Whatever was thrown before the head means that there is no response: each runtime throws another error.
    return { kind: "unanswered", reason };
  }
  try {
    return await readResponse(response, call, onHead);
  } catch (reason) {
    return { kind: "untrusted", why: "fetch gave a response that cannot be read", reason };
  }
}

async function readResponse(
  response: FetchResponse,
  { url: requested, maxResponseBytes }: Call,
  onHead: (head: Head) => void,
): Promise<ExchangeEnd> {
  // A mock may be no more than `{ ok, status, json }`, or nothing at all.
  const { status = NaN, headers, url, redirected, arrayBuffer } = Object(response) as Partial<FetchResponse>; // Safe: checked here.
  if (!Number.isInteger(status)) return untrusted("a numeric status");
  if (typeof headers?.forEach !== "function") return untrusted("headers.forEach()");
  if (typeof arrayBuffer !== "function") return untrusted("arrayBuffer()");
  const head = { status, headers: isOfPlatform(headers) ? headers : copyHeaders(headers) };
  onHead(head);
  // A browser shows a redirect as status 0. A followed redirect is refused too: its 200 answers another request.
  if (redirected || status < 200 || (status >= 300 && status < 400)) {
    return { kind: "untrusted", why: "a redirect is not followed", head };
  }
  if (status > 599) return { kind: "untrusted", why: "which is no HTTP status", head };
  if (hasOtherUrl(url, requested)) return { kind: "untrusted", why: "the response is to another URL", head };
  try {
    return { kind: "response", head, bytes: await readBody(response, head.headers, maxResponseBytes) };
  } catch (reason) {
    return { kind: "untrusted", why: "the body could not be read", head, reason };
  }
}

function untrusted(missing: string): ExchangeEnd {
  return { kind: "untrusted", why: `fetch gave a response without ${missing}` };
}

/** Whether they need no copy: they are read by the platform's own methods, which throw nothing. */
function isOfPlatform(headers: FetchHeaders): headers is Headers {
  if (Object.getPrototypeOf(headers) !== Headers.prototype || Object.keys(headers).length > 0) return false;
  Headers.prototype.has.call(headers, "date"); // Throws for an object that only inherits from the class.
  return true;
}

/** Of the platform's own kind, without what HTTP does not allow in a header. */
function copyHeaders(headers: FetchHeaders): Headers {
  const copy = new Headers();
  headers.forEach((value, name) => {
    try {
      copy.append(name, value);
    } catch {
      // Such as an HTTP/2 pseudo header, or a text of a mock. Nothing is judged by it.
    }
  });
  return copy;
}

function hasOtherUrl(url: string | null | undefined, requested: string): boolean {
  return Boolean(url) && url !== requested && comparable(String(url), requested) !== comparable(requested, requested);
}

/** Without the differences in which platforms write one URL: default port, hash, percent-encoding. */
function comparable(url: string, base: string): string {
  try {
    const parsed = new URL(url, base);
    parsed.hash = "";
    return decodeURI(parsed.href);
  } catch {
    return url;
  }
}

/** What was thrown may be anything, also an object whose members throw. */
function causeOf(reason: unknown, secrets: readonly string[]): unknown {
  try {
    return redactCause(reason, secrets);
  } catch {
    return undefined;
  }
}

/** The message of the innermost cause: undici says "fetch failed", and only its cause says why. */
function rootCauseMessage(cause: unknown): string {
  let root = cause;
  while (root instanceof Error && root.cause instanceof Error && root.cause.message !== "") root = root.cause;
  return root instanceof Error && root.message !== "" ? `: ${root.message}` : "";
}
