// @ts-check

/**
 * The name of the type in generated/types.ts that has the parameters of an operation: `deleteCustomer` becomes
 * `DeleteCustomerParameters`.
 *
 * @param {string} operationId
 */
export function parametersType(operationId) {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Parameters`;
}

/**
 * The name of the constant in generated/enums.ts that has the values of an enum: `ErrorType` becomes `errorTypes`.
 *
 * @param {string} schemaName
 */
export function enumConstant(schemaName) {
  return `${schemaName.charAt(0).toLowerCase()}${schemaName.slice(1)}${schemaName.endsWith("s") ? "es" : "s"}`;
}
