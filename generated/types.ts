// Generated from openapi/ by `npm run generate`. Do not edit.

/** One detail of a failure: an object whose members are not documented. */
export type ApiSubError = {
  [key: string]: unknown;
};

/**
 * The kind of failure. The portal lists the values without explaining them. Which status each value belongs to is an assumption, shown by the examples. So is that a server may send a value that is not listed: treat it as a failure of a kind that is not known.
 *
 * @example "RECORD_NOT_FOUND"
 */
export type ErrorType =
  | "CLIENT_REQUEST_ABORT"
  | "CLIENT_REQUEST_ERROR"
  | "INVALID_ACCESS"
  | "RECORD_NOT_FOUND"
  | "SYSTEM_ERROR"
  | "UNAUTHORIZED"
  | "UNKNOWN_ERROR"
  | "UNPROCESSABLE_REQUEST"
  | "VALIDATION_ERROR";

/** The cause of a failure. Every member is optional; a member that does not apply may be null. */
export type ErrorResponse = {
  /**
   * Details, if any.
   *
   * @example []
   */
  apiSubErrors?: ApiSubError[] | null;
  /**
   * A human-readable message.
   *
   * @example "Customer not found."
   */
  errorMessage?: string | null;
  /** The kind of failure. */
  errorType?: ErrorType | null;
  /**
   * The vendor's id of the request. The UUID format in the examples is an assumption.
   *
   * @example "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e"
   */
  requestId?: string | null;
  /**
   * The time of the failure, as `yyyy-MM-dd HH:mm:ss`. The time zone is not documented.
   *
   * @example "2024-10-10 08:34:46"
   */
  timestamp?: string | null;
};

/**
 * The body of every response. The portal shows it for 200 only. The same body under the error statuses is an assumption. Every member is optional; a member that does not apply may be null.
 *
 * A response is a success only if it is 2xx with a positive sign, a `response_code` of 0 or 200 to 299 or the `response_message` `SUCCESS`, and if nothing says otherwise: a non-null member of `errorResponse`, the `response_message` `FAILURE`, or another `response_code`.
 */
export type Envelope = {
  /**
   * Null or absent unless the call failed, whatever the status.
   *
   * @example null
   */
  errorResponse?: ErrorResponse | null;
  /**
   * A text. Its content on success is not documented. Failures under 200 give their reason here.
   *
   * @example "Customer deleted successfully."
   */
  payload?: string | null;
  /**
   * 0 on success; 200 has been seen too. Any value except null, 0 and 200 to 299 is a failure.
   *
   * Format: int32
   *
   * @example 0
   */
  response_code?: number | null;
  /**
   * `FAILURE` marks a failure, also under 200.
   *
   * @example "SUCCESS"
   */
  response_message?: string | null;
};

/** Parameters of `deleteCustomerByCustomerId`. */
export interface DeleteCustomerByCustomerIdParameters {
  /**
   * The id of the customer: `KC` and 14 capital letters or digits.
   *
   * Pattern: `^KC[A-Z0-9]{14}$`
   *
   * @example "KC0123456789ABCD"
   */
  customerId: string;

  /**
   * The id of the parent company: `CEK` and 7 capital letters or digits. The portal shows its name and pattern. That it limits the call to customers of that company is an assumption.
   *
   * Pattern: `^CEK[A-Z0-9]{7}$`
   *
   * @example "CEK0A1B2C3"
   */
  parentCompanyId?: string | undefined;
}
