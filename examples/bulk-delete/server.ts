import { createEnkashClient, EnkashApiError, EnkashError, servers } from "enkash-customer-client";
import { EnkashAuthError, passwordGrant } from "enkash-customer-client/auth";

import type { Result } from "./journal.js";

/** The server that the environment names. */
export function connect() {
  const baseUrl = process.env["ENKASH_BASE_URL"];
  if (!baseUrl) throw new Error("set ENKASH_BASE_URL, and the other variables that --help names");
  const place = { baseUrl, allowInsecureHttp: new URL(baseUrl).hostname === "127.0.0.1" }; // A sandbox has no certificate.
  const login = {
    clientId: process.env["ENKASH_CLIENT_ID"] ?? "",
    clientSecret: process.env["ENKASH_CLIENT_SECRET"] ?? "",
    username: process.env["ENKASH_USERNAME"] ?? "",
    password: process.env["ENKASH_PASSWORD"] ?? "",
  };
  const accessToken = process.env["ENKASH_ACCESS_TOKEN"] ?? passwordGrant({ ...place, ...login });
  // No retries here: each request takes its place under the rate limit, and leaves its line in the journal.
  const enkash = createEnkashClient({ ...place, accessToken, maxRetries: 0 });
  return {
    baseUrl,
    description: servers.find(({ url }) => url === new URL(baseUrl).origin)?.description ?? "not a server of EnKash",
    /** Sends one request. `mayBeDeleted` says whether one before it may have deleted the customer. */
    deleteOne: (customerId: string, mayBeDeleted: boolean): Promise<Result> =>
      enkash.deleteCustomerByCustomerId({ customerId }).then(
        () => ({ verdict: "deleted", mayBeDeleted }),
        (error: unknown) => judge(error, mayBeDeleted),
      ),
  };
}

function judge(error: unknown, wasSentBefore: boolean): Result {
  if (!(error instanceof EnkashError)) throw error;
  const result = { reason: error.message, mayBeDeleted: wasSentBefore || error.outcome === "unknown" };
  const api: Partial<EnkashApiError> = error instanceof EnkashApiError ? error : {};
  const { status, errorType, requestId, retryAfterMs } = api;
  if (error instanceof EnkashAuthError || status === 401 || status === 403) return { ...result, forAll: "stop" };
  if (status === 429) return { ...result, forAll: "wait", retryAfterMs: retryAfterMs ?? 1_000 };
  // A 404 without this type is that of a proxy or a wrong path, and says nothing of the customer.
  const gone = wasSentBefore ? "gone, probably by us" : "already gone";
  if (errorType === "RECORD_NOT_FOUND") return { ...result, verdict: gone, errorType, requestId };
  if (error.outcome !== "refused" || status === 408) return { ...result, retryAfterMs };
  return { ...result, verdict: "refused", errorType, requestId };
}
