// Entry for workerd: responds with the result of the suite, or makes one call with a token function that requests share.
import { createEnkashClient, type EnkashClient } from "enkash-customer-client";
import { passwordGrant } from "enkash-customer-client/auth";

import { runSuite } from "./suite.js";

/** Of all requests, as in a worker that has its client at the top of its module. */
let shared: EnkashClient | undefined;

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const origin = searchParams.get("origin") ?? "";
    if (pathname !== "/shared") return Response.json(await runSuite(origin, searchParams.get("closed") ?? ""));
    shared ??= makeClient(`${origin}/login-slow`);
    const abortAfterMs = searchParams.get("abortAfterMs");
    const signal = abortAfterMs === null ? undefined : AbortSignal.timeout(Number(abortAfterMs));
    const call = shared.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" }, { signal });
    return new Response(await call.then(({ payload }) => payload ?? "no payload", String));
  },
};

function makeClient(baseUrl: string): EnkashClient {
  const options = { baseUrl, allowInsecureHttp: true, timeoutMs: 2_000 };
  const account = { clientId: "client", clientSecret: "a-secret", username: "asha", password: "a-password" };
  return createEnkashClient({ ...options, accessToken: passwordGrant({ ...options, ...account }) });
}
