// Generated from openapi/ by `npm run generate`. Do not edit.

import type { components, operations } from "./schema.js";

export type ApiSubError = components["schemas"]["ApiSubError"];
export type ErrorType = components["schemas"]["ErrorType"];
export type ErrorResponse = components["schemas"]["ErrorResponse"];
export type Envelope = components["schemas"]["Envelope"];

/** Parameters of `deleteCustomerByCustomerId`. */
export interface DeleteCustomerByCustomerIdParameters {
  /**
   * The id of the customer.
   *
   * Pattern: `^KC[A-Z0-9]{14}$`
   *
   * @example "KC0123456789ABCD"
   */
  customerId: operations["deleteCustomerByCustomerId"]["parameters"]["path"]["customerId"];

  /**
   * The id of the parent company. The portal shows its name and pattern. That it limits the call to customers of that company is an assumption.
   *
   * Pattern: `^CEK[A-Z0-9]{7}$`
   *
   * @example "CEK0A1B2C3"
   */
  parentCompanyId?: NonNullable<operations["deleteCustomerByCustomerId"]["parameters"]["query"]>["parentCompanyId"];
}
