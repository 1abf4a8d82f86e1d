// Generated from openapi/ by `npm run generate`. Do not edit.

/** The servers that the description names. No call goes to any of them unless it is given as `baseUrl`. */
export const servers = [
  { url: "https://ekpayout-uat.enkash.in", description: "Test host" },
  { url: "https://api.enkash.in", description: "Live host. A delete here removes a real customer." },
] as const;

/** The pattern of each parameter, by name. */
export const parameterPatterns = {
  customerId: /^KC[A-Z0-9]{14}$/u,
  parentCompanyId: /^CEK[A-Z0-9]{7}$/u,
} as const;

/**
 * The kind of failure. The portal lists the values without explaining them. Which status each value belongs to is an assumption, shown by the examples.
 */
export const errorTypes = [
  "CLIENT_REQUEST_ABORT",
  "CLIENT_REQUEST_ERROR",
  "INVALID_ACCESS",
  "RECORD_NOT_FOUND",
  "SYSTEM_ERROR",
  "UNAUTHORIZED",
  "UNKNOWN_ERROR",
  "UNPROCESSABLE_REQUEST",
  "VALIDATION_ERROR",
] as const;

/** Method, path, parameters and statuses of a success with a body of each operation, by operationId. */
export const operationTable = {
  deleteCustomerByCustomerId: {
    method: "DELETE",
    path: "/api/v0/customer/{customerId}",
    parameters: {
      customerId: { in: "path", required: true, type: "string", pattern: parameterPatterns["customerId"] },
      parentCompanyId: { in: "query", required: false, type: "string", pattern: parameterPatterns["parentCompanyId"] },
    },
    successes: [200],
  },
} as const;

/** Where a token is had by password grant, on any of the servers. */
export const tokenPath = "/oauth/token";
