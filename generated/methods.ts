// Generated from openapi/ by `npm run generate`. Do not edit.

import type { operations } from "./schema.js";

/** Parameters of `deleteCustomerByCustomerId`. */
export interface DeleteCustomerByCustomerIdParameters {
  /**
   * The id of the customer (evidence P).
   *
   * Pattern: `^KC[A-Z0-9]{14}$`
   *
   * @example "KC0123456789ABCD"
   */
  customerId: operations["deleteCustomerByCustomerId"]["parameters"]["path"]["customerId"];

  /**
   * The id of the parent company (evidence P for its name and pattern). That it limits the call to customers of that company is an assumption.
   *
   * Pattern: `^CEK[A-Z0-9]{7}$`
   *
   * @example "CEK0A1B2C3"
   */
  parentCompanyId?: NonNullable<operations["deleteCustomerByCustomerId"]["parameters"]["query"]>["parentCompanyId"];
}

/** The client's methods, one for each operation of the description, named by operationId. */
export interface OperationMethods<CallOptions> {
  /**
   * Delete a customer
   *
   * Deletes one customer by its id (evidence P). There is no request body.
   *
   * The operation is idempotent (RFC 9110 9.2.2), so it is safe to repeat. After a repeated request, a `404` may mean
   * that the first request deleted the customer.
   *
   * `DELETE /api/v0/customer/{customerId}`
   *
   * @param parameters - what the call is about; checked before anything is sent
   * @param options - signal, timeout and retries of this call alone
   * @returns the documented body of a success that is proved, never assumed
   * @throws EnkashParameterError before anything is sent: a parameter is missing, of the wrong type, not in its pattern or unknown
   * @throws EnkashApiError the server answered with a failure, under whatever status
   * @throws EnkashResponseError an answer that cannot be trusted either way
   * @throws EnkashConnectionError no answer; EnkashTimeoutError, one of them: no full answer in time
   * @throws the signal's own reason, once the caller has aborted
   */
  deleteCustomerByCustomerId(
    parameters: DeleteCustomerByCustomerIdParameters,
    options?: CallOptions,
  ): Promise<operations["deleteCustomerByCustomerId"]["responses"][200]["content"]["application/json"]>;
}
