// Generated from openapi/ by `npm run generate`. Do not edit.
import type { ApiSubError, ErrorType, ErrorResponse, Envelope } from "./types.js";

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
     *
     * Deletes one customer by its id. On the live host that is a real one. There is no request body.
     *
     * The operation is idempotent (RFC 9110 9.2.2), so it is safe to repeat. After a repeated request, a `404` may mean
     * that the first request deleted the customer.
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
    ApiSubError: ApiSubError;
    ErrorType: ErrorType;
    ErrorResponse: ErrorResponse;
    Envelope: Envelope;
  };
  responses: {
    /** OK. This status alone does not mean success: a failure can arrive under it too. */
    CustomerDeleted: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** Bad Request. */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** Unauthorized. */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** Forbidden. */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** Not Found. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** Unprocessable Request. */
    UnprocessableRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Envelope"];
      };
    };
    /** Server Error. */
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
     * The id of the customer: `KC` and 14 capital letters or digits.
     *
     * @example "KC0123456789ABCD"
     */
    CustomerId: string;
    /**
     * The id of the parent company: `CEK` and 7 capital letters or digits. The portal shows its name and pattern. That it limits the call to customers of that company is an assumption.
     *
     * @example "CEK0A1B2C3"
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
         * The id of the parent company: `CEK` and 7 capital letters or digits. The portal shows its name and pattern. That it limits the call to customers of that company is an assumption.
         *
         * @example "CEK0A1B2C3"
         */
        parentCompanyId?: components["parameters"]["ParentCompanyId"];
      };
      header?: never;
      path: {
        /**
         * The id of the customer: `KC` and 14 capital letters or digits.
         *
         * @example "KC0123456789ABCD"
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
