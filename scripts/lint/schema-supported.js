// @ts-check
import { patternProblem } from "./pattern-problem.js";

/** Members that describe a value for readers, and limit nothing. */
const annotations = ["title", "description", "deprecated", "default", "example", "examples"];

/**
 * The keywords that the client checks, by type.
 *
 * @type {Record<string, string[]>}
 */
const keywords = {
  string: ["enum", "pattern", "format"],
  integer: ["enum", "minimum", "maximum", "format"],
  number: ["enum", "minimum", "maximum"],
  boolean: ["enum"],
  array: ["items"],
  object: ["properties", "required", "additionalProperties"],
};

/** @type {Record<string, string>} */
const formats = { string: "binary", integer: "int32" };

/**
 * The client checks every keyword that limits a value. It would ignore one that it does not know, in a request and in a
 * response.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const schemaSupported = () => ({
  ref(ref, { type, location, report }) {
    const beside = Object.keys(ref).filter((key) => key !== "$ref");
    if (type.name !== "Schema" || beside.length === 0) return;
    report({
      message: `The generator does not read "${beside.join('", "')}" beside the $ref of a schema; write it where the $ref leads, or in a oneOf.`,
      location,
    });
  },
  Schema(schema, { location, report }) {
    // Of `oneOf: [..., { type: "null" }]`.
    if (/\/oneOf\/\d+$/.test(location.pointer) && schema.type === "null" && Object.keys(schema).length === 1) return;
    const message = problemOf(/** @type {Record<string, unknown>} */ ({ ...schema }));
    if (message !== undefined) report({ message, location });
  },
});

/** @param {Record<string, unknown>} schema */
function problemOf(schema) {
  const { oneOf, type, format, items, required = [], properties = {}, additionalProperties = true, pattern } = schema;
  const types = [type ?? []].flat().map(String);
  const [main = ""] = types.filter((name) => name !== "null");
  const known = [...annotations, ...(oneOf === undefined ? ["type", ...(keywords[main] ?? [])] : ["oneOf"])];
  const unknown = Object.keys(schema).filter((key) => !known.includes(key) && !key.startsWith("x-"));
  if (unknown.length > 0 && (oneOf !== undefined || main in keywords)) {
    const of = oneOf === undefined ? `of type ${main}` : "with oneOf";
    return `The client does not check "${unknown.join('", "')}" of a schema ${of}; it checks ${known.slice(annotations.length).join(", ")}.`;
  }
  if (oneOf !== undefined) {
    const isNull = [oneOf].flat().map((one) => JSON.stringify(one) === '{"type":"null"}');
    return isNull.length === 2 && isNull.includes(true) && isNull.includes(false)
      ? undefined
      : 'The client checks a oneOf only of one schema and `type: "null"`.';
  }
  if (!(main in keywords) || types.length > (types.includes("null") ? 2 : 1)) {
    return `The client checks one type of ${Object.keys(keywords).join(", ")}, alone or with "null"; got ${JSON.stringify(type)}.`;
  }
  if (format !== undefined && format !== formats[main]) {
    return `The client checks the format ${formats[main] ?? "of no"} ${main}; got "${String(format)}". Use a pattern.`;
  }
  if (main === "array" && items === undefined) return "The client needs the `items` of an array.";
  if (typeof additionalProperties !== "boolean")
    return "The client checks `additionalProperties: true` or `false` alone.";
  const undescribed = [required].flat().find((name) => !Object.hasOwn(Object(properties), String(name)));
  if (undescribed !== undefined) return `"${String(undescribed)}" is required, but it is not among the properties.`;
  return typeof pattern === "string" ? patternProblem(pattern) : undefined;
}
