// Generated from openapi/ by `npm run generate`. Do not edit.

import type { OperationId } from "./operations.js";

/** What the description shows of one operation. */
export interface OperationExamples {
  /** Each parameter's examples. */
  readonly parameters: Readonly<Record<string, readonly unknown[]>>;
  /** The examples of the request body, by name. Absent if the operation has none. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Each status's named example bodies, its usual example first. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** By operationId. */
export const examples: Readonly<Record<OperationId, OperationExamples>> = {
  deleteCustomerByCustomerId: {
    parameters: { customerId: ["KC0123456789ABCD"], parentCompanyId: ["CEK0A1B2C3"] },
    responses: {
      "200": {
        CustomerDeleted: {
          errorResponse: null,
          payload: "Customer deleted successfully.",
          response_code: 0,
          response_message: "SUCCESS",
        },
        TokenInvalidUnder200: { payload: "Token is invalid.", response_code: 117 },
        FailureUnder200: { payload: "The customer could not be deleted.", response_message: "FAILURE" },
        ErrorResponseUnder200: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "Customer not found.",
            errorType: "RECORD_NOT_FOUND",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 0,
          response_message: "SUCCESS",
        },
      },
      "400": {
        ValidationError: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "customerId is not valid.",
            errorType: "VALIDATION_ERROR",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
        ClientRequestError: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "The request is not valid.",
            errorType: "CLIENT_REQUEST_ERROR",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
        ClientRequestAbort: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "The request was aborted by the client.",
            errorType: "CLIENT_REQUEST_ABORT",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
      },
      "401": {
        Unauthorized: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "Full authentication is required to access this resource.",
            errorType: "UNAUTHORIZED",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
      },
      "403": {
        InvalidAccess: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "You do not have access to this customer.",
            errorType: "INVALID_ACCESS",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
      },
      "404": {
        RecordNotFound: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "Customer not found.",
            errorType: "RECORD_NOT_FOUND",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
      },
      "422": {
        UnprocessableRequest: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "The customer cannot be deleted.",
            errorType: "UNPROCESSABLE_REQUEST",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
      },
      "500": {
        SystemError: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "Something went wrong. Please try again later.",
            errorType: "SYSTEM_ERROR",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
        UnknownError: {
          errorResponse: {
            apiSubErrors: [],
            errorMessage: "An unknown error occurred.",
            errorType: "UNKNOWN_ERROR",
            requestId: "6f2c1d1e-9a57-4c55-8a54-0d6f6a3c1b7e",
            timestamp: "2024-10-10 08:34:46",
          },
          payload: null,
          response_code: 1,
          response_message: "FAILURE",
        },
      },
    },
  },
};
