import type { OperationMethods } from "../generated/methods.js";
import { operationTable, type OperationId } from "../generated/operations.js";
import { readEnvelope } from "./envelope.js";
import type { CallOptions, EnkashClientOptions } from "./options.js";
import { createSender } from "./sender.js";

/** One method for each operation of the description. */
export interface EnkashClient extends OperationMethods<CallOptions> {
  /** The server that the client sends to, without a slash at its end. */
  readonly baseUrl: string;
}

/**
 * Makes a client for one server.
 *
 * @example
 * ```ts
 * const enkash = createEnkashClient({
 *   baseUrl: "https://ekpayout-uat.enkash.in",
 *   accessToken: () => tokens.current(),
 * });
 * await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
 * ```
 * @param options - `baseUrl` is required; most clients need `accessToken`
 * @throws TypeError an option is missing, of the wrong kind or unknown; the message names it
 */
export function createEnkashClient(options: EnkashClientOptions): EnkashClient {
  const { baseUrl, check, send } = createSender(options);

  async function call(operationId: OperationId, parameters: unknown, options?: CallOptions): Promise<unknown> {
    return readEnvelope(operationId, await send(check(operationId, parameters, options)));
  }

  const methods = Object.keys(operationTable).map((operationId) => [
    operationId,
    // Safe: the keys of operationTable are the operationIds.
    (parameters: unknown, options?: CallOptions) => call(operationId as OperationId, parameters, options),
  ]);
  // Safe: operationTable and OperationMethods are generated from the same operations of the description, and
  // readEnvelope has proved each response to be the documented one.
  return { ...(Object.fromEntries(methods) as OperationMethods<CallOptions>), baseUrl };
}
