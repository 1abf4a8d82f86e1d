// Generated from openapi/ by `npm run generate`. Do not edit.

import type { DeleteCustomerByCustomerIdParameters, Envelope } from "./types.js";

/** The client's methods, one for each operation of the description, named by operationId. */
export interface OperationMethods<CallOptions> {
  /**
   * Delete a customer
   *
   * Deletes one customer by its id. On the live host that is a real one. There is no request body.
   *
   * The operation is idempotent (RFC 9110 9.2.2), so it is safe to repeat. After a repeated request, a `404` may mean
   * that the first request deleted the customer.
   *
   * `DELETE /api/v0/customer/{customerId}`
   *
   * @param parameters - checked before anything is sent
   * @param options - signal, timeout and retries of this call
   * @returns the documented 200 body, once status and body both report success
   * @throws EnkashParameterError before anything is sent: a parameter is missing, of the wrong type, malformed or unknown
   * @throws EnkashApiError a response that reports a failure, under any status
   * @throws EnkashResponseError a response that proves neither success nor failure
   * @throws EnkashConnectionError no response; EnkashTimeoutError, a subclass: no complete response in time
   * @throws the signal's own reason, once the caller has aborted
   */
  deleteCustomerByCustomerId(
    parameters: DeleteCustomerByCustomerIdParameters,
    options?: CallOptions,
  ): Promise<Envelope>;
}
