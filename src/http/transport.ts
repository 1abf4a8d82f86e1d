import { abortable, wait } from "./abortable.js";
import { readBody } from "./body.js";
import { EnkashConnectionError, EnkashResponseError, EnkashTimeoutError } from "../errors.js";
import { redactCause, redactHeaders } from "./redaction.js";
import { retryDelayMs } from "./retry.js";
import { assertToken, type AccessTokenFunction } from "./access-token.js";

/** The form of `fetch` that every implementation takes. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; redirect: "manual"; signal: AbortSignal },
) => Promise<Response>;

/** What `onAttempt` is told of each request. It never holds a token. */
export interface AttemptEvent {
  /** The operation; undefined for a call through `http`. */
  readonly operationId: string | undefined;
  /** 1 for the first request of a call. */
  readonly attempt: number;
  /** The HTTP status, where a whole answer came. */
  readonly status: number | undefined;
  /** Why no whole answer came: one of the package's errors, or the reason of the caller's own abort. */
  readonly error: unknown;
  /** Milliseconds from sending to the last byte read, or to the failure. */
  readonly durationMs: number;
  /** Milliseconds until the next attempt; undefined if this was the last. */
  readonly retryInMs: number | undefined;
}

export interface TransportSettings {
  fetch: Fetch;
  accessToken: string | AccessTokenFunction | undefined;
  onAttempt: ((event: AttemptEvent) => unknown) | undefined;
}

/** One call, which may take several requests. */
export interface Call {
  operationId: string | undefined;
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

/** Only these methods may be repeated on the client's own account (RFC 9110 9.2.2). */
const idempotentMethods: readonly string[] = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"];

/** Makes the function that sends a call: token, timeout, retries, no redirect, and the whole body within its bound. */
export function createTransport(settings: TransportSettings): (call: Call) => Promise<Answer> {
  return async function send(call) {
    const tokens: string[] = [];
    let renewed: string | undefined;
    let hasRenewed = false;

    for (let attempt = 1; ; attempt++) {
      const token = renewed ?? (await currentToken(settings, call, undefined));
      renewed = undefined;
      if (token !== undefined) tokens.push(token);

      let answer: Answer | undefined;
      let error: unknown;
      let retryInMs: number | undefined;
      const startedAt = performance.now();
      try {
        answer = await attemptOnce(settings, call, attempt, tokens);
      } catch (reason) {
        error = reason;
      }
      const durationMs = performance.now() - startedAt;
      try {
        if (answer?.status === 401 && typeof settings.accessToken === "function" && !hasRenewed) {
          // Asked even where no request is left for it, so that the next call does not meet the same refusal.
          hasRenewed = true;
          const other = await currentToken(settings, call, token);
          if (other !== token && attempt <= call.maxRetries) [renewed, retryInMs] = [other, 0];
        } else if (attempt <= call.maxRetries && idempotentMethods.includes(call.method)) {
          retryInMs = retryDelayMs(answer ?? error, attempt);
        }
      } finally {
        const { operationId } = call;
        tell(settings.onAttempt, { operationId, attempt, status: answer?.status, error, durationMs, retryInMs });
      }
      if (retryInMs !== undefined) await wait(retryInMs, call.signal);
      else if (answer !== undefined) return answer;
      else throw error;
    }
  };
}

/** One request, and its whole answer or the reason why there is none. */
export function attemptOnce(
  settings: Pick<TransportSettings, "fetch">,
  call: Call,
  attempts: number,
  tokens: readonly string[],
): Promise<Answer> {
  const { timeoutMs, operationId = call.method } = call;
  return abortable(call.signal, (resolve, reject) => {
    const controller = new AbortController();
    // A timer that ends the promise itself, since a custom fetch need not heed the signal.
    const timer = setTimeout(() => {
      reject(
        new EnkashTimeoutError(`${operationId}: no full answer within ${timeoutMs} ms (attempt ${attempts})`, {
          attempts,
          timeoutMs,
        }),
      );
    }, timeoutMs);
    exchange(settings, call, attempts, tokens, controller.signal).then(resolve, reject);
    return (succeeded) => {
      clearTimeout(timer);
      if (!succeeded) controller.abort();
    };
  });
}

async function exchange(
  settings: Pick<TransportSettings, "fetch">,
  { method, url, headers, operationId = method }: Call,
  attempts: number,
  tokens: readonly string[],
  signal: AbortSignal,
): Promise<Answer> {
  const token = tokens.at(-1);
  let response: Response;
  try {
    response = await settings.fetch(url, {
      method,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
      redirect: "manual",
      signal,
    });
  } catch (reason) {
    // Before the head, whatever was thrown means that there is no answer: each runtime names it differently.
    const cause = redactCause(reason, tokens);
    throw new EnkashConnectionError(`${operationId}: no answer${because(cause)} (attempt ${attempts})`, {
      attempts,
      cause,
    });
  }
  const { status } = response;
  const untrusted = (why: string, cause?: unknown) =>
    new EnkashResponseError(`${operationId}: HTTP ${status}, ${why}. Whether it took effect is not known.`, {
      status,
      headers: redactHeaders(response.headers, tokens),
      bodyExcerpt: undefined,
      attempts,
      cause,
    });
  // A browser hides a redirect behind status 0. A followed one is refused too, since its 200 answers another request.
  if (response.redirected || status < 200 || (status >= 300 && status < 400))
    throw untrusted("a redirect is not followed");
  try {
    return { status, headers: response.headers, bytes: await readBody(response), attempts, tokens };
  } catch (reason) {
    const cause = redactCause(reason, tokens);
    throw untrusted(`the body could not be read${because(cause)}`, cause);
  }
}

/** The most telling message of a chain of causes: undici says "fetch failed", and only its cause says why. */
function because(cause: unknown): string {
  let reason = cause;
  while (reason instanceof Error && reason.cause instanceof Error && reason.cause.message !== "") reason = reason.cause;
  return reason instanceof Error && reason.message !== "" ? `: ${reason.message}` : "";
}

async function currentToken(
  { accessToken }: TransportSettings,
  { signal }: Call,
  refused: string | undefined,
): Promise<string | undefined> {
  if (typeof accessToken !== "function") return accessToken;
  // The caller's own function takes as long as it takes; an abort does not wait for it.
  return abortable(signal, (resolve, reject) => {
    Promise.resolve({ refused }).then(accessToken).then(assertToken).then(resolve, reject);
    return () => undefined;
  });
}

/** Whatever the observer does, throw and reject included, the call goes on. */
function tell(onAttempt: TransportSettings["onAttempt"], event: AttemptEvent): void {
  if (onAttempt === undefined) return;
  try {
    Promise.resolve(onAttempt(event)).catch(() => undefined);
  } catch {
    // Its own concern.
  }
}
