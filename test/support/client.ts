import { createEnkashClient, type EnkashClient, type EnkashClientOptions } from "../../src/index.js";
import type { Loopback } from "./loopback.js";

/** A client for this server, with a token and these options. */
export function clientOf({ url }: Loopback, options: Partial<EnkashClientOptions> = {}): EnkashClient {
  return createEnkashClient({ baseUrl: url, accessToken: "a-token", allowInsecureHttp: true, ...options });
}
