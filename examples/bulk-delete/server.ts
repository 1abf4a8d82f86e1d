import { createEnkashClient, EnkashApiError, EnkashError, servers } from "enkash-customer-client";
import { EnkashAuthError, passwordGrant } from "enkash-customer-client/auth";

import type { Answer } from "./journal.js";

export type Server = ReturnType<typeof connect>;

/** The server that the environment names. */
export function connect() {
  const baseUrl = variable("ENKASH_BASE_URL");
  const allowInsecureHttp = new URL(baseUrl).hostname === "127.0.0.1"; // A sandbox has no certificate.
  const accessToken =
    process.env["ENKASH_ACCESS_TOKEN"] ??
    passwordGrant({
      baseUrl,
      allowInsecureHttp,
      clientId: variable("ENKASH_CLIENT_ID"),
      clientSecret: variable("ENKASH_CLIENT_SECRET"),
      username: variable("ENKASH_USERNAME"),
      password: variable("ENKASH_PASSWORD"),
    });
  // No retries here: each request takes its place under the rate limit, and leaves its line in the journal.
  const enkash = createEnkashClient({ baseUrl, accessToken, allowInsecureHttp, maxRetries: 0 });
  return {
    baseUrl,
    description: servers.find(({ url }) => url === new URL(baseUrl).origin)?.description ?? "not a server of EnKash",
    /** Sends one request. `mayBeGone` says whether one before it may have deleted the customer. */
    ask: (customerId: string, mayBeGone: boolean): Promise<Answer> =>
      enkash.deleteCustomerByCustomerId({ customerId }).then(
        () => ({ verdict: "deleted", mayBeGone }),
        (error: unknown) => judge(error, mayBeGone),
      ),
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set; --help says which variables are needed`);
}

function judge(error: unknown, wasSentBefore: boolean): Answer {
  if (!(error instanceof EnkashError)) throw error;
  const answer = { reason: error.message, mayBeGone: wasSentBefore || error.outcome === "unknown" };
  if (error instanceof EnkashAuthError) return { ...answer, forAll: "stop" };
  if (!(error instanceof EnkashApiError)) return answer;

  const { status, outcome, errorType, requestId, retryAfterMs } = error;
  if (status === 401 || status === 403) return { ...answer, forAll: "stop" };
  if (status === 429) return { ...answer, forAll: "wait", retryAfterMs: retryAfterMs ?? 1_000 };
  // A 404 without this type is that of a proxy or a wrong path, and says nothing of the customer.
  if (errorType === "RECORD_NOT_FOUND")
    return { ...answer, verdict: wasSentBefore ? "gone, probably by us" : "already gone", errorType, requestId };
  if (outcome === "unknown" || status === 408) return { ...answer, retryAfterMs };
  return { ...answer, verdict: "refused", errorType, requestId };
}
