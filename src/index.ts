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
export type { OperationId } from "./parameters.js";
export type { AccessTokenFunction } from "./http/access-token.js";
export type { Fetch, FetchHeaders, FetchInit, FetchResponse } from "./http/fetch.js";
export type { AttemptEvent } from "./http/transport.js";

export { errorTypes, parameterPatterns, servers } from "../generated/operations.js";
// The parameter types of every operation, so that a further operation needs no edit here.
export type * from "../generated/parameters.js";
export type { ApiSubError, Envelope, ErrorResponse, ErrorType } from "../generated/schema.js";
