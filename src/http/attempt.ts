import { EnkashConnectionError, EnkashResponseError, EnkashTimeoutError } from "../errors.js";
import { abortable } from "./abortable.js";
import { readBody } from "./body.js";
import { redactCause, redactHeaders } from "./redaction.js";

/** The subset of `fetch` that the client uses: a URL string and these init members. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; redirect: "manual"; signal: AbortSignal },
) => Promise<Response>;

/** One call, which may take several attempts. */
export interface Call {
  operationId: string;
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal | undefined;
  timeoutMs: number;
  maxRetries: number;
}

/** A whole answer: head and body are read, and nothing more will come. */
export interface Answer {
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
  /** How many requests were sent for the call. */
  attempts: number;
  /** The tokens that they carried, which no error may hold. */
  tokens: readonly string[];
}

/**
 * Sends one request and reads its whole answer.
 *
 * The errors are made here, after the `await`, so that their stack leads to the line that made the call.
 *
 * @param attempts - the number of this attempt, from 1
 * @param tokens - the tokens of the call, the last of which is sent; no error shows them
 */
export async function attemptOnce(
  fetch: Fetch,
  call: Call,
  attempts: number,
  tokens: readonly string[],
): Promise<Answer> {
  const { operationId, timeoutMs } = call;
  const exchange = await exchangeInTime(fetch, call, tokens.at(-1));
  if (exchange === "timeout") {
    const message = `${operationId}: no full answer within ${timeoutMs} ms (attempt ${attempts})`;
    throw new EnkashTimeoutError(message, { attempts, timeoutMs });
  }
  const { response, bytes, untrusted, reason } = exchange;
  const cause = redactCause(reason, tokens);
  if (response === undefined) {
    const message = `${operationId}: no answer${rootCauseMessage(cause)} (attempt ${attempts})`;
    throw new EnkashConnectionError(message, { attempts, cause });
  }
  const { status, headers } = response;
  if (bytes === undefined) {
    throw new EnkashResponseError(
      `${operationId}: HTTP ${status}, ${untrusted}${rootCauseMessage(cause)}. Whether it took effect is not known.`,
      { status, headers: redactHeaders(headers, tokens), bodyExcerpt: undefined, attempts, cause },
    );
  }
  return { status, headers, bytes, attempts, tokens };
}

/** The end of a request: no `response` means no answer, and no `bytes` an answer that cannot be trusted. */
interface Exchange {
  response?: Response;
  bytes?: Uint8Array<ArrayBuffer>;
  /** Why the answer cannot be trusted. */
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
  { method, url, headers }: Call,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Exchange> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
      redirect: "manual",
      signal,
    });
  } catch (reason) {
    // Whatever was thrown before the head means that there is no answer: each runtime throws another error.
    return { reason };
  }
  const { status, redirected } = response;
  // A browser shows a redirect as status 0. A followed redirect is refused too: its 200 answers another request.
  if (redirected || status < 200 || (status >= 300 && status < 400)) {
    return { response, untrusted: "a redirect is not followed" };
  }
  try {
    return { response, bytes: await readBody(response) };
  } catch (reason) {
    return { response, untrusted: "the body could not be read", reason };
  }
}

/** The message of the innermost cause: undici says "fetch failed", and only its cause says why. */
function rootCauseMessage(cause: unknown): string {
  let root = cause;
  while (root instanceof Error && root.cause instanceof Error && root.cause.message !== "") root = root.cause;
  return root instanceof Error && root.message !== "" ? `: ${root.message}` : "";
}
