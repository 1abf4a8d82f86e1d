import { copyError } from "../errors.js";
import { wait } from "./abortable.js";
import { requestAccessToken, type AccessTokenFunction } from "./access-token.js";
import { attemptOnce, type AttemptEnd, type Call, type ReceivedResponse } from "./attempt.js";
import type { Fetch } from "./fetch.js";
import { idempotentMethods, retryDelayMs } from "./retry.js";

/** One request of a call, as `onAttempt` is given it. It holds no token of 16 characters or more. */
export interface AttemptEvent {
  /** The operation that was called. */
  readonly operationId: string;
  /** 1 for the first request of a call. */
  readonly attempt: number;
  /** The HTTP status of a whole response; undefined if none came. */
  readonly status: number | undefined;
  /** Why no whole response came: one of the package's errors, or the reason of the caller's own abort. */
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

/** A call as the sender writes it. */
export interface WrittenCall extends Call {
  maxRetries: number;
  /** No token is asked for or sent. */
  anonymous: true | undefined;
}

/** Makes the function that sends a call: token, attempts, retries. */
export function createTransport(settings: TransportSettings): (call: WrittenCall) => Promise<ReceivedResponse> {
  const { fetch, onAttempt } = settings;
  return async function send(call) {
    const { operationId, signal } = call;
    const accessToken = call.anonymous ? undefined : settings.accessToken;
    const state: CallState = { attempts: 0, retried: false, secrets: [], token: undefined, hasRenewed: false };
    for (;;) {
      state.token ??= typeof accessToken === "function" ? await askForToken(accessToken, call, state) : accessToken;
      const { token } = state;
      if (token !== undefined) state.secrets.push(token);
      state.attempts++;

      const headers = token === undefined ? call.headers : { ...call.headers, authorization: `Bearer ${token}` };
      const { attempts, retried, secrets } = state;
      const startedAt = performance.now();
      const end = await attemptOnce(fetch, { ...call, headers }, { attempts, retried, secrets: [...secrets] });
      const durationMs = performance.now() - startedAt;
      let retryInMs: number | undefined;
      try {
        retryInMs = await prepareRetry(accessToken, call, state, end);
      } finally {
        if (onAttempt !== undefined) {
          const [status, error] = end.kind === "response" ? [end.status, undefined] : [undefined, end.error];
          notifyObserver(onAttempt, { operationId, attempt: attempts, status, error, durationMs, retryInMs });
        }
      }
      if (retryInMs !== undefined) await wait(retryInMs, signal);
      else if (end.kind === "response") return end.response;
      else throw end.error;
    }
  };
}

/** A call between its attempts. */
interface CallState {
  attempts: number;
  retried: boolean;
  secrets: string[];
  /** For the next attempt, if it was already asked for. */
  token: string | undefined;
  /** Whether the token function was asked again after a 401. */
  hasRenewed: boolean;
}

/** @param refused - the token that the server has just answered 401 to */
async function askForToken(
  accessToken: AccessTokenFunction,
  { signal }: Call,
  { retried }: CallState,
  refused?: string,
): Promise<string> {
  try {
    return await requestAccessToken(accessToken, signal, refused);
  } catch (error) {
    throw copyError(error, retried ? "unknown" : refused === undefined ? "not-sent" : "refused");
  }
}

/** Milliseconds until the next attempt; undefined if there is none. Notes in `state` what the next attempt needs. */
async function prepareRetry(
  accessToken: TransportSettings["accessToken"],
  call: WrittenCall,
  state: CallState,
  end: AttemptEnd,
): Promise<number | undefined> {
  const refused = state.token;
  state.token = undefined;
  const mayRetry = state.attempts <= call.maxRetries;
  if (
    end.kind === "response" &&
    end.response.status === 401 &&
    typeof accessToken === "function" &&
    !state.hasRenewed
  ) {
    // Asked even where no attempt is left for it, so that the next call does not meet the same refusal.
    state.hasRenewed = true;
    const token = await askForToken(accessToken, call, state, refused);
    if (token === refused || !mayRetry) return undefined;
    state.token = token;
    return 0;
  }
  if (!mayRetry || !idempotentMethods.includes(call.method)) return undefined;
  state.retried = true; // Read by the next attempt, if there is one.
  return retryDelayMs(end, state.attempts);
}

/** An observer's error must not change the outcome of the call. */
function notifyObserver(onAttempt: (event: AttemptEvent) => unknown, event: AttemptEvent): void {
  try {
    Promise.resolve(onAttempt(event)).catch(() => undefined);
  } catch {
    // Ignored, as the option's documentation says.
  }
}
