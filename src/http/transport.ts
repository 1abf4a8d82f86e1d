import { copyError } from "../errors.js";
import { wait } from "./abortable.js";
import { requestAccessToken, type AccessTokenFunction } from "./access-token.js";
import { attemptOnce, type Answer, type Call } from "./attempt.js";
import type { Fetch } from "./fetch.js";
import { idempotentMethods, retryDelayMs } from "./retry.js";

/** One request of a call, as `onAttempt` is given it. It never holds a token. */
export interface AttemptEvent {
  /** The operation that was called. */
  readonly operationId: string;
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

/** Makes the function that sends a call: token, attempts, retries. */
export function createTransport({ fetch, accessToken, onAttempt }: TransportSettings): (call: Call) => Promise<Answer> {
  return async function send(call) {
    const { operationId, method, maxRetries, signal } = call;
    const tokens: string[] = [];
    let retried = false;
    let renewed: string | undefined;
    let hasRenewed = false;

    async function getToken(ofFunction: AccessTokenFunction, refused: string | undefined): Promise<string> {
      try {
        return await requestAccessToken(ofFunction, signal, refused);
      } catch (error) {
        throw copyError(error, retried ? "unknown" : refused === undefined ? "not-sent" : "refused");
      }
    }

    for (let attempt = 1; ; attempt++) {
      const token =
        renewed ?? (typeof accessToken === "function" ? await getToken(accessToken, undefined) : accessToken);
      renewed = undefined;
      if (token !== undefined) tokens.push(token);

      let answer: Answer | undefined;
      let error: unknown;
      let retryInMs: number | undefined;
      const startedAt = performance.now();
      try {
        answer = await attemptOnce(fetch, call, { attempts: attempt, retried, tokens });
      } catch (reason) {
        error = reason;
      }
      const durationMs = performance.now() - startedAt;
      try {
        if (answer?.status === 401 && typeof accessToken === "function" && !hasRenewed) {
          // Asked even where no attempt is left for it, so that the next call does not meet the same refusal.
          hasRenewed = true;
          const other = await getToken(accessToken, token);
          if (other !== token && attempt <= maxRetries) [renewed, retryInMs] = [other, 0];
        } else if (attempt <= maxRetries && idempotentMethods.includes(method)) {
          retryInMs = retryDelayMs(answer ?? error, attempt);
          retried ||= retryInMs !== undefined;
        }
      } finally {
        notifyObserver(onAttempt, { operationId, attempt, status: answer?.status, error, durationMs, retryInMs });
      }
      if (retryInMs !== undefined) await wait(retryInMs, signal);
      else if (answer !== undefined) return answer;
      else throw error;
    }
  };
}

/** An observer's error must not change the outcome of the call. */
function notifyObserver(onAttempt: TransportSettings["onAttempt"], event: AttemptEvent): void {
  try {
    Promise.resolve(onAttempt?.(event)).catch(() => undefined);
  } catch {
    // Ignored, as the option's documentation says.
  }
}
