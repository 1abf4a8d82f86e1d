// @ts-check

/**
 * The name of the constant in generated/operations.ts that has the values of an enum: `ErrorType` becomes `errorTypes`.
 *
 * @param {string} schemaName
 */
export function enumConstant(schemaName) {
  return `${schemaName.charAt(0).toLowerCase()}${schemaName.slice(1)}${schemaName.endsWith("s") ? "es" : "s"}`;
}
