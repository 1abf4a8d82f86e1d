// Tests of the main promises, for runtimes without a common test runner. Bundled into one file, and run by run.ts against
// misbehaving-server.ts.
import {
  createEnkashClient,
  EnkashApiError,
  EnkashConnectionError,
  EnkashError,
  EnkashParameterError,
  EnkashResponseError,
  EnkashTimeoutError,
  type DeleteCustomerByCustomerIdParameters,
  type EnkashClientOptions,
} from "enkash-customer-client";
import { EnkashAuthError, passwordGrant, type PasswordGrantOptions } from "enkash-customer-client/auth";

import { rejection } from "../support/rejection.js";
import { customerId, parentCompanyId } from "../support/documented.js";

export interface SuiteResult {
  passed: string[];
  failed: string[];
}

const token = "a-token-that-no-error-holds";

/** Runs every test against the server at `origin`. No server listens at `closed`. */
export async function runSuite(origin: string, closed: string): Promise<SuiteResult> {
  const result: SuiteResult = { passed: [], failed: [] };
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test(origin, closed);
      result.passed.push(name);
    } catch (error) {
      result.failed.push(`${name}: ${String(error)}`);
    }
  }
  return result;
}

const tests: Record<string, (origin: string, closed: string) => Promise<void>> = {
  "sends the documented request, and resolves with the documented body": async (origin) => {
    const deleted = await remove(`${origin}/success`, {}, { customerId, parentCompanyId });
    equal(deleted.payload, "Deleted.");
    equal(
      await requestsTo(origin, "success"),
      `DELETE /success/api/v0/customer/${customerId}?parentCompanyId=${parentCompanyId} Bearer ${token}`,
    );
  },
  "calls the platform's fetch as a function, where it is an option": async (origin) => {
    // As a method of another object, it throws "Illegal invocation" on some platforms.
    for (const options of [{ fetch }, { fetch: globalThis.fetch }]) {
      const accessToken = grantOf(`${origin}/own-fetch`, options);
      const deleted = await remove(`${origin}/own-fetch`, { ...options, accessToken });
      equal(deleted.payload, "Deleted.");
    }
  },
  "sends nothing that the description does not allow": async (origin) => {
    for (const forbidden of ["", ".", "..", "%2e", `${customerId}\n`, customerId.toLowerCase()]) {
      await rejects(remove(`${origin}/untouched`, {}, { customerId: forbidden }), EnkashParameterError);
    }
    equal(await requestsTo(origin, "untouched"), "");
  },
  "follows no redirect": async (origin) => {
    for (const status of [301, 302, 303, 307, 308]) {
      await rejects(remove(`${origin}/redirect-${status}`), EnkashResponseError);
    }
    equal(await requestsTo(origin, "elsewhere"), "");
  },
  "rejects on a failure under 200": async (origin) => {
    const error = await rejects(remove(`${origin}/failure-under-200`), EnkashApiError);
    equal([error.status, error.responseCode, error.payload].join(), "200,117,Token is invalid.");
  },
  "rejects on a 200 without the documented body": async (origin) => {
    for (const body of ["empty", "html", "array", "null", "half"]) {
      const error = await rejects(remove(`${origin}/${body}-under-200`), EnkashResponseError);
      equal(error.status, 200);
    }
  },
  "reports an error status with the members of the envelope": async (origin) => {
    const error = await rejects(remove(`${origin}/not-found`), EnkashApiError);
    equal([error.status, error.errorType, error.attempts].join(), "404,RECORD_NOT_FOUND,1");
  },
  "resolves on 204": async (origin) => {
    equal(JSON.stringify(await remove(`${origin}/no-content`)), "{}");
  },
  "applies timeoutMs to the head and the body": async (origin) => {
    for (const stall of ["stalled-head", "stalled-body"]) {
      await rejects(remove(`${origin}/${stall}`, { timeoutMs: 100, maxRetries: 0 }), EnkashTimeoutError);
    }
  },
  "rejects on a truncated body": async (origin) => {
    for (const cut of ["cut-length", "cut-chunks"]) await rejects(remove(`${origin}/${cut}`), EnkashResponseError);
  },
  "reads at most 1 MiB": async (origin) => {
    for (const large of ["large-length", "large-chunks"])
      await rejects(remove(`${origin}/${large}`), EnkashResponseError);
  },
  "retries after a 503 with Retry-After": async (origin) => {
    const deleted = await remove(`${origin}/unavailable-once`);
    equal(deleted.payload, "Deleted.");
    equal((await requestsTo(origin, "unavailable-once")).split("\n").length, 2);
  },
  "tries another token once after a 401": async (origin) => {
    const accessToken = ({ refused }: { refused: string | undefined }) => (refused === undefined ? "stale" : "fresh");
    const deleted = await remove(`${origin}/only-fresh`, { accessToken });
    equal(deleted.payload, "Deleted.");
  },
  "logs in, and renews a token that expires early": async (origin) => {
    const deleted = await remove(`${origin}/login`, { accessToken: grantOf(`${origin}/login`) });
    equal(deleted.payload, "Deleted.");
    // The id and the secret are form-encoded before base64 (RFC 6749 2.3.1), on every runtime.
    const login = `POST /login/oauth/token Basic ${btoa("cl%C3%AFent:s%3Acret")}`;
    const call = `DELETE /login/api/v0/customer/${customerId} Bearer`;
    equal(await requestsTo(origin, "login"), [login, `${call} stale`, login, `${call} fresh`].join("\n"));
  },
  "never repeats a refused login": async (origin) => {
    const accessToken = grantOf(`${origin}/login-refused`);
    const call = () => rejects(remove(`${origin}/untouched`, { accessToken }), EnkashAuthError);
    await Promise.all([call(), call(), call()]);
    await call();
    equal((await requestsTo(origin, "login-refused")).split("\n").length, 1);
    equal(await requestsTo(origin, "untouched"), "");
  },
  "sends no third login if the responses are lost, even where the platform repeats a POST by itself": async (
    origin,
  ) => {
    const accessToken = grantOf(`${origin}/login-lost`, { maxRetries: 9 });
    let last = "";
    for (let call = 1; call <= 4; call++) {
      last = (await rejects(remove(`${origin}/login-lost`, { accessToken }), EnkashError)).message;
    }
    if (!last.includes("call reset()")) throw new Error(`no remedy in: ${last}`);
    const logins = (await requestsTo(origin, "login-lost")).split("\n").filter((line) => line.startsWith("POST"));
    // The first had a response.
    if (logins.length > 1 + 2) throw new Error(`${logins.length - 1} logins were lost`);
  },
  "never says that nothing changed after a request whose response was lost, also where the platform repeats it": async (
    origin,
  ) => {
    for (const name of ["lost-in-an-end", "lost-in-a-reset", "lost-in-a-421"]) {
      // The first call leaves a connection that the second one reuses: platforms repeat a request on such a one alone.
      await remove(`${origin}/${name}`);
      const { outcome, ...error } = await rejects(remove(`${origin}/${name}`, { maxRetries: 0 }), EnkashError);
      const isRepeated = (await requestsTo(origin, name)).split("\n").length > 2;
      equal(outcome, isRepeated ? "not-found" : "unknown");
      if (isRepeated) equal(Reflect.get(error, "status"), 404);
    }
  },
  "reports a refused connection": async (_, closed) => {
    const error = await rejects(remove(closed, { maxRetries: 0 }), EnkashConnectionError);
    equal(error.attempts, 1);
  },
  "rejects at once with the reason of an abort": async (origin) => {
    const controller = new AbortController();
    const client = clientOf(`${origin}/stalled-head`);
    const call = client.deleteCustomerByCustomerId({ customerId }, { signal: controller.signal });
    setTimeout(() => {
      controller.abort("mine");
    }, 20);
    equal(await call.catch((reason: unknown) => reason), "mine");
  },
};

function clientOf(baseUrl: string, options: Partial<EnkashClientOptions> = {}) {
  return createEnkashClient({ baseUrl, allowInsecureHttp: true, accessToken: token, ...options });
}

function grantOf(baseUrl: string, options: Partial<PasswordGrantOptions> = {}) {
  const account = { clientId: "clïent", clientSecret: "s:cret", username: "asha", password: token };
  return passwordGrant({ baseUrl, ...account, allowInsecureHttp: true, ...options });
}

function remove(
  baseUrl: string,
  options?: Partial<EnkashClientOptions>,
  parameters: DeleteCustomerByCustomerIdParameters = { customerId },
) {
  return clientOf(baseUrl, options).deleteCustomerByCustomerId(parameters);
}

/** The requests under this name that the server received, one per line. */
async function requestsTo(origin: string, name: string): Promise<string> {
  return (await fetch(`${origin}/requests/${name}`)).text();
}

/** The reason of the rejection, which must be of this class and must not contain the token. */
async function rejects<T extends Error>(
  call: Promise<unknown>,
  errorClass: abstract new (...args: never[]) => T,
): Promise<T> {
  const error = await rejection(call, errorClass);
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    if (`${link.stack ?? ""}${JSON.stringify(link)}`.includes(token)) throw new Error("the error contains the token");
  }
  return error;
}

function equal(got: unknown, wanted: unknown): void {
  if (got !== wanted) throw new Error(`expected ${String(wanted)}, got ${String(got)}`);
}
