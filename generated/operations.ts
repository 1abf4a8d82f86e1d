// Generated from openapi/ by `npm run generate`. Do not edit.

import type { Operation } from "../src/operation.js";
import type { Schema } from "../src/schema.js";

/** The servers that the description names. No call goes to any of them unless it is given as `baseUrl`. */
export const servers = [
  { url: "https://ekpayout-uat.enkash.in", description: "Test host" },
  { url: "https://api.enkash.in", description: "Live host" },
] as const;

/** The patterns of each operation's parameters, by name. */
export const parameterPatterns = {
  deleteCustomerByCustomerId: { customerId: /^KC[A-Z0-9]{14}$/u, parentCompanyId: /^CEK[A-Z0-9]{7}$/u },
} as const;

/** The operations of the description. */
export type OperationId = "deleteCustomerByCustomerId";

const envelopeInResponse: Schema["properties"] = {
  payload: { nullable: true, type: "string" },
  response_code: { nullable: true, type: "integer" },
  response_message: { nullable: true, type: "string" },
};

/** For each operation, what is sent and what a success is. */
export const operationTable: Readonly<Record<OperationId, Operation>> = {
  deleteCustomerByCustomerId: {
    path: "/api/v0/customer/{customerId}",
    parameters: {
      customerId: { in: "path", required: true, type: "string", pattern: /^KC[A-Z0-9]{14}$/u },
      parentCompanyId: { in: "query", required: false, type: "string", pattern: /^CEK[A-Z0-9]{7}$/u },
    },
    successes: { 200: { type: "object", properties: envelopeInResponse } },
    method: "DELETE",
  },
};

/** The path of the token endpoint (OAuth password grant), the same on every server. */
export const tokenPath = "/oauth/token";
