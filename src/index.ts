/**
 * The client: one typed method for each operation, and the errors that it rejects with.
 *
 * @packageDocumentation
 */
export { createEnkashClient, type EnkashClient } from "./client.js";
export {
  EnkashApiError,
  EnkashConnectionError,
  EnkashError,
  EnkashParameterError,
  EnkashResponseError,
  EnkashTimeoutError,
} from "./errors.js";
export type { CallOptions, EnkashClientOptions } from "./options.js";
export type { AccessTokenFunction } from "./http/access-token.js";
export type { Fetch, FetchHeaders, FetchInit, FetchResponse } from "./http/fetch.js";
export type { AttemptEvent } from "./http/transport.js";

export { parameterPatterns, servers, type OperationId } from "../generated/operations.js";
// The values of every enum, and the types of every schema and of every operation's parameters, so that a further operation
// needs no edit here.
export * from "../generated/enums.js";
export type * from "../generated/types.js";
