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
  maxRetries: number;
}

/** The requests of a call so far. */
export interface Progress {
  /** How many there are. */
  attempts: number;
  /** Whether one was repeated after a fault: an earlier one may have taken effect. Not after a 401, which is a refusal. */
  retried: boolean;
  /** Their tokens, which no error may show. The last one belongs to the last request. */
  tokens: readonly string[];
}

/** A whole answer: head and body are read, and nothing more will come. */
export interface Answer extends Progress {
  status: number;
  headers: FetchHeaders;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Sends one request and reads its whole answer.
 *
 * The errors are made here, after the `await`, so that their stack leads to the line that made the call.
 *
 * @param progress - with this request
 */
export async function attemptOnce(fetch: Fetch, call: Call, progress: Progress): Promise<Answer> {
  const { operationId, timeoutMs } = call;
  const { attempts, tokens } = progress;
  const exchange = await exchangeInTime(fetch, call, tokens.at(-1));
  if (exchange === "timeout") {
    const message = `${operationId}: no full answer within ${timeoutMs} ms (attempt ${attempts})`;
    throw new EnkashTimeoutError(message, { attempts, timeoutMs });
  }
  const { response, bytes, untrusted, reason } = exchange;
  if (response !== undefined && bytes !== undefined) {
    return { status: response.status, headers: response.headers, bytes, attempts, retried: progress.retried, tokens };
  }
  const cause = redactCause(reason, tokens);
  if (untrusted === undefined) {
    const message = `${operationId}: no answer${rootCauseMessage(cause)} (attempt ${attempts})`;
    throw new EnkashConnectionError(message, { attempts, cause });
  }
  const { status = 0, headers } = response ?? {};
  throw new EnkashResponseError(
    `${operationId}: HTTP ${status}, ${untrusted}${rootCauseMessage(cause)}. Whether it took effect is not known.`,
    { status, headers: redactHeaders(headers, tokens), bodyExcerpt: undefined, attempts, cause },
  );
}

/** The end of a request: whole with `bytes`, not to be trusted with `untrusted`, and no answer at all with neither. */
interface Exchange {
  response?: FetchResponse;
  bytes?: Uint8Array<ArrayBuffer>;
  untrusted?: string;
  /** What the platform threw. */
  reason?: unknown;
}

function exchangeInTime(fetch: Fetch, call: Call, token: string | undefined): Promise<Exchange | "timeout"> {
  return abortable(call.signal, (resolve) => {
    const controller = new AbortController();
    let isComplete = false;
    // The timer settles the promise itself, since a custom fetch may ignore the signal.
    const timer = setTimeout(resolve, call.timeoutMs, "timeout");
    void exchange(fetch, call, token, controller.signal).then((ended) => {
      isComplete = ended.bytes !== undefined;
      resolve(ended);
    });
    return () => {
      clearTimeout(timer);
      if (!isComplete) controller.abort();
    };
  });
}

async function exchange(
  fetch: Fetch,
  { method, url, headers, body }: Call,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Exchange> {
  let response: FetchResponse;
  try {
    response = await fetch(url, {
      method,
      // A copy, since a custom fetch may change it.
      headers: token === undefined ? { ...headers } : { ...headers, authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: body as string }), // Not sound for bytes: see FetchInit.
      redirect: "manual",
      signal,
      next: { revalidate: 0 },
    });
  } catch (reason) {
    // Whatever was thrown before the head means that there is no answer: each runtime throws another error.
    return { reason };
  }
  const missing = missingMember(response);
  if (missing !== undefined) return { untrusted: `fetch gave a response without ${missing}` };
  const { status } = response;
  // A browser shows a redirect as status 0. A followed redirect is refused too: its 200 answers another request.
  if (response.redirected || status < 200 || (status >= 300 && status < 400) || hasOtherUrl(response, url)) {
    return { response, untrusted: "a redirect is not followed" };
  }
  try {
    return { response, bytes: await readBody(response) };
  } catch (reason) {
    return { response, untrusted: "the body could not be read", reason };
  }
}

/** A mock may be no more than `{ ok, status, json }`, or nothing at all. */
function missingMember(response: Partial<FetchResponse> | null | undefined): string | undefined {
  if (typeof response?.status !== "number") return "a numeric status";
  const { headers } = response;
  if (typeof headers?.get !== "function" || typeof headers.forEach !== "function")
    return "headers.get() and headers.forEach()";
  return typeof response.arrayBuffer === "function" ? undefined : "arrayBuffer()";
}

function hasOtherUrl({ url = "" }: FetchResponse, asked: string): boolean {
  return url !== "" && url !== asked && comparable(url, asked) !== comparable(asked, asked);
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

/** The message of the innermost cause: undici says "fetch failed", and only its cause says why. */
function rootCauseMessage(cause: unknown): string {
  let root = cause;
  while (root instanceof Error && root.cause instanceof Error && root.cause.message !== "") root = root.cause;
  return root instanceof Error && root.message !== "" ? `: ${root.message}` : "";
}
