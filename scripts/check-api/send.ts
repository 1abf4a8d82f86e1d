import { passwordGrant } from "../../src/auth/index.js";
import { readEnvelope } from "../../src/envelope.js";
import { createEnkashClient, EnkashError, type Fetch } from "../../src/index.js";
import { attemptOnce } from "../../src/http/attempt.js";
import { decode, oneMebibyte, parseObject, readBody } from "../../src/http/body.js";
import type { Place } from "./place.js";
import { idForm, madeUpToken, method, operationId, urlOf, type Step } from "./plan.js";

/**
 * A request and what came of it. `status` is 0 if no head came, `text` undefined if the response did not come to its end,
 * `body` (of a login: `grant`) undefined if it is no JSON object. `outcome` is what the client says, `error` the class of its error.
 */
export type Exchange = Awaited<ReturnType<typeof send>>;

/** Sends one request, once. All but malformed ids go through the client itself, whose `fetch` is watched. */
export async function send(step: Step, place: Place, timeoutMs: number) {
  let [head, reading] = [{ status: 0, headers: new Headers() }, Promise.resolve<Uint8Array | undefined>(undefined)];
  const watched: Fetch = async (url, init) => {
    const response = await fetch(url, init);
    const copy = response.clone(); // The client reads the original.
    reading = readBody(copy, copy.headers, oneMebibyte).catch(() => undefined);
    head = { status: response.status, headers: response.headers };
    return response;
  };
  const [sentAt, startedAt] = [new Date().toISOString(), performance.now()];
  const { name: error, outcome } = await sendWith(watched, step, place, timeoutMs).catch((error: unknown) => {
    if (error instanceof EnkashError) return error;
    throw error;
  });
  const [bytes, isLogin] = [await reading, step.token === "login"];
  const [text, object] = bytes ? [decode(bytes), parseObject(decode(bytes))] : [];
  const read = { ...head, text, body: isLogin ? undefined : object, grant: isLogin ? object : undefined };
  return { step, sentAt, ms: Math.round(performance.now() - startedAt), ...read, error, outcome };
}

/** The class of the client's error, if there was one, and what the client says. */
type End = { name?: string; outcome: EnkashError["outcome"] | "deleted" | "a token" };

/** What is proved, if it does not throw. */
async function sendWith(fetch: Fetch, step: Step, place: Place, timeoutMs: number): Promise<End> {
  const { baseUrl, allowInsecureHttp, login, token } = place;
  const options = { baseUrl, allowInsecureHttp, fetch, maxRetries: 0, timeoutMs };
  if (step.token === "login" && login !== undefined) {
    place.token = await passwordGrant({ ...options, ...login })();
    return { outcome: "a token" };
  }
  if (!idForm.test(step.id)) return sendMalformed(urlOf(place, step), fetch, timeoutMs);
  const accessToken = step.token === "own" ? (token ?? "") : madeUpToken; // The client refuses an empty one.
  const enkash = createEnkashClient({ ...options, ...(step.token !== "no" && { accessToken }) });
  await enkash.deleteCustomerByCustomerId({ customerId: step.id });
  return { outcome: "deleted" };
}

const first = { attempts: 1, retried: false, secrets: [] };
const raw = { operationId, method, body: undefined, signal: undefined, maxResponseBytes: oneMebibyte, doubt: "" };

/** The client refuses these ids. This way to the wire, which no consumer has, knows no token but the made-up one. */
async function sendMalformed(url: string, fetch: Fetch, timeoutMs: number): Promise<End> {
  const headers = { accept: "application/json", authorization: `Bearer ${madeUpToken}` };
  const end = await attemptOnce(fetch, { ...raw, url, headers, timeoutMs }, first);
  if (end.kind !== "response") throw end.error;
  readEnvelope(operationId, end.response);
  return { outcome: "deleted" };
}
