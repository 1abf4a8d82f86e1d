import { createEnkashClient, type EnkashClient, type EnkashClientOptions } from "../../src/index.js";
import type { Loopback } from "./loopback.js";

/** A client for this server, with a token and these options. */
export function clientOf(server: Loopback, options: Partial<EnkashClientOptions> = {}): EnkashClient {
  return createEnkashClient(optionsOf(server, options));
}

export function optionsOf({ url }: Loopback, options: Partial<EnkashClientOptions> = {}): EnkashClientOptions {
  return { baseUrl: url, accessToken: "a-token", allowInsecureHttp: true, ...options };
}
