import { createEnkashClient, type EnkashApiError, EnkashError, servers } from "enkash-customer-client";
import { passwordGrant } from "enkash-customer-client/auth";

import type { Result } from "./journal.js";

/** The server that the environment names. */
export function connect() {
  const { ENKASH_BASE_URL = "", ENKASH_ACCESS_TOKEN } = process.env;
  const { ENKASH_CLIENT_ID: clientId = "", ENKASH_CLIENT_SECRET: clientSecret = "" } = process.env;
  const { ENKASH_USERNAME: username = "", ENKASH_PASSWORD: password = "" } = process.env;
  if (!URL.canParse(ENKASH_BASE_URL)) throw new Error("set ENKASH_BASE_URL, and the other variables that --help names");
  const { href, host, hostname, origin } = new URL(ENKASH_BASE_URL);
  const place = { baseUrl: href.replace(/\/+$/, ""), allowInsecureHttp: hostname === "127.0.0.1" }; // A sandbox has no certificate.
  const accessToken = ENKASH_ACCESS_TOKEN ?? passwordGrant({ ...place, clientId, clientSecret, username, password });
  // No retries here: each request takes its place under the rate limit, and leaves its line in the journal.
  const enkash = createEnkashClient({ ...place, accessToken, maxRetries: 0 });
  return {
    url: place.baseUrl,
    host,
    description: servers.find(({ url }) => url === origin)?.description ?? "not a server of EnKash",
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
  // Safe: the other errors lack these members.
  const { status, errorType, requestId, retryAfterMs } = error as EnkashError & Partial<EnkashApiError>;
  const isLong = retryAfterMs !== undefined && retryAfterMs > 3_600_000;
  const until = isLong ? `; the server asks to wait until ${new Date(Date.now() + retryAfterMs).toJSON()}` : "";
  const result = { reason: error.message + until, mayBeDeleted: wasSentBefore || error.outcome === "unknown" };
  // Not sent means that there was no token.
  if (isLong || error.outcome === "not-sent" || status === 401 || status === 403) return { ...result, forAll: "stop" };
  if (status === 429) return { ...result, forAll: "wait", retryAfterMs: retryAfterMs ?? 1_000 };
  if (error.outcome === "unknown") return { ...result, retryAfterMs };
  // A refusal does not say what an earlier request has done.
  const gone = wasSentBefore ? "gone, probably by us" : "already gone";
  const refused = wasSentBefore ? "not known" : "refused";
  return { ...result, verdict: error.outcome === "not-found" ? gone : refused, errorType, requestId };
}
