// Generated from openapi/ by `npm run generate`. Do not edit.
export interface paths {
  "/api/v0/customer/{customerId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete a customer
     * @description Deletes one customer by its id. There is no request body.
     *
     *     The operation is idempotent (RFC 9110 9.2.2), so it is safe to repeat. After a repeated request, a `404` may mean
     *     that the first request deleted the customer.
     */
    delete: operations["deleteCustomerByCustomerId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description One detail of a failure: an object whose members are not documented. */
    ApiSubError: {
      [key: string]: unknown;
    };
    /**
     * @description The kind of failure. The portal lists the values without explaining them. Which status each value belongs to is an assumption, shown by the examples.
     * @example RECORD_NOT_FOUND
     * @enum {string}
     */
    ErrorType:
      | "CLIENT_REQUEST_ABORT"
      | "CLIENT_REQUEST_ERROR"
      | "INVALID_ACCESS"
      | "RECORD_NOT_FOUND"
      | "SYSTEM_ERROR"
      | "UNAUTHORIZED"
      | "UNKNOWN_ERROR"
      | "UNPROCESSABLE_REQUEST"
      | "VALIDATION_ERROR";
    /** @description The cause of a failure. Every member is optional; a member that does not apply may be null. */
    ErrorResponse: {
      /**
       * @description Details, if any.
       * @example []
       */
      apiSubErrors?: components["schemas"]["ApiSubError"][] | null;
      /**
       * @description A human-readable message.
       * @example Customer not found.
       */
      errorMessage?: string | null;
      /** @description The kind of failure. */
      errorType?: components["schemas"]["ErrorType"] | null;
      /**
       * @description The vendor's id of the request. The UUID format in the examples is an assumption.
       * @example 6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e
       */
      requestId?: string | null;
      /**
       * @description The time of the failure, as `yyyy-MM-dd HH:mm:ss`. The time zone is not documented.
       * @example 2024-10-10 08:34:46
       */
      timestamp?: string | null;
    };
    /** @description The body of every response. The portal shows it for 200 only. The same body under the error statuses is an assumption. Every member is optional; a member that does not apply may be null. */
    Envelope: {
      /** @description Null or absent unless the call failed, whatever the status. */
      errorResponse?: components["schemas"]["ErrorResponse"] | null;
      /**
       * @description A text. Its content on success is not documented. Failures under 200 give their reason here.
       * @example Customer deleted successfully.
       */
      payload?: string | null;
      /**
       * Format: int32
       * @description 0 on success; 200 has been seen too. Any value except null, 0 and 200 to 299 is a failure.
       * @example 0
       */
      response_code?: number | null;
      /**
       * @description `FAILURE` marks a failure, also under 200.
       * @example SUCCESS
       */
      response_message?: string | null;
    };
  };
  responses: {
    /** @description OK. This status alone does not mean success: a failure can arrive under it too. */
    CustomerDeleted: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** @description Bad Request. */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** @description Unauthorized. */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** @description Forbidden. */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** @description Not Found. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** @description Unprocessable Request. */
    UnprocessableRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** @description Server Error. */
    ServerError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
  };
  parameters: {
    /**
     * @description The id of the customer.
     * @example KC0123456789ABCD
     */
    CustomerId: string;
    /**
     * @description The id of the parent company. The portal shows its name and pattern. That it limits the call to customers of that company is an assumption.
     * @example CEK0A1B2C3
     */
    ParentCompanyId: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  deleteCustomerByCustomerId: {
    parameters: {
      query?: {
        /**
         * @description The id of the parent company. The portal shows its name and pattern. That it limits the call to customers of that company is an assumption.
         * @example CEK0A1B2C3
         */
        parentCompanyId?: components["parameters"]["ParentCompanyId"];
      };
      header?: never;
      path: {
        /**
         * @description The id of the customer.
         * @example KC0123456789ABCD
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components["responses"]["CustomerDeleted"];
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["UnprocessableRequest"];
      500: components["responses"]["ServerError"];
    };
  };
}
