import { createEnkashClient, EnkashApiError, servers } from "enkash-customer-client";
import { passwordGrant } from "enkash-customer-client/auth";

/** The server that the environment names. */
export interface Server {
  baseUrl: string;
  /** For people: which server that is. */
  description: string;
  /** Sends one request. */
  deleteCustomer(customerId: string): Promise<unknown>;
}

export function connect(env: NodeJS.ProcessEnv): Server {
  const baseUrl = required(env, "ENKASH_BASE_URL");
  const token = env["ENKASH_ACCESS_TOKEN"];
  const allowInsecureHttp = new URL(baseUrl).hostname === "127.0.0.1"; // A sandbox has no certificate.
  const accessToken =
    token ??
    passwordGrant({
      baseUrl,
      allowInsecureHttp,
      clientId: required(env, "ENKASH_CLIENT_ID"),
      clientSecret: required(env, "ENKASH_CLIENT_SECRET"),
      username: required(env, "ENKASH_USERNAME"),
      password: required(env, "ENKASH_PASSWORD"),
    });
  // No retries here: each request takes its place under the rate limit, and leaves its line in the journal.
  const enkash = createEnkashClient({ baseUrl, accessToken, allowInsecureHttp, maxRetries: 0 });
  const send = (customerId: string) => enkash.deleteCustomerByCustomerId({ customerId });
  return {
    baseUrl,
    description: servers.find(({ url }) => url === new URL(baseUrl).origin)?.description ?? "not a server of EnKash",
    deleteCustomer: async (customerId) => {
      try {
        return await send(customerId);
      } catch (error) {
        // Tokens may expire early. The client has asked for another one by now.
        if (token === undefined && error instanceof EnkashApiError && error.status === 401) return send(customerId);
        throw error;
      }
    },
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  throw new Error(
    `set ${name}. Needed are ENKASH_BASE_URL, and ENKASH_ACCESS_TOKEN or ENKASH_CLIENT_ID, ENKASH_CLIENT_SECRET, ENKASH_USERNAME and ENKASH_PASSWORD`,
  );
}
