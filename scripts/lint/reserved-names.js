// @ts-check

/**
 * Names that every object has. A value of such a name could be taken for what the language has there, or the other way round,
 * so no parameter, member, tag, operation or example has one.
 */
export const reservedNames = Object.getOwnPropertyNames(Object.prototype);
