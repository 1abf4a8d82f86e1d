// @ts-check

/** The types of values that have no parts. */
export const primitives = ["string", "integer", "number", "boolean"];
