// @ts-check
import { patternProblem } from "./pattern-problem.js";
import { supportedKeys } from "./supported-keys.js";

/** Keys of a schema of any type. None of them limits a value. */
const ofAny = [
  ...["title", "description", "deprecated", "default", "example", "examples", "readOnly", "writeOnly"],
  ...["externalDocs", "$comment"],
];

const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

/**
 * The keys that limit a value, by type. The client checks each.
 *
 * @type {Record<string, string[]>}
 */
const ofType = {
  string: ["enum", "pattern", "minLength", "maxLength", "format"],
  integer: ["enum", ...bounds, "format"],
  number: ["enum", ...bounds, "format"],
  boolean: ["enum"],
  array: ["items", "minItems", "maxItems", "uniqueItems"],
  object: ["properties", "required", "additionalProperties"],
};

/**
 * The formats of numbers. An int64 beyond 2^53 is refused, since JavaScript has no such integer. Any format of a string is an
 * annotation, but for `binary`, a file, and `date` and `date-time`, which are checked in a request.
 *
 * @type {Record<string, string[]>}
 */
const formats = { integer: ["int32", "int64"], number: ["float", "double"] };

const ranges = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
];

/**
 * @typedef {[message: string, ...path: (string | number)[]]} Problem - with the place in the schema
 */

/**
 * The client checks every keyword that limits a value. It would ignore one that it does not know, in a request and in a
 * response.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const schemaSupported = () => ({
  Schema(schema, { location, report }) {
    // Of `oneOf: [..., { type: "null" }]`.
    if (/\/oneOf\/\d+$/.test(location.pointer) && schema.type === "null" && Object.keys(schema).length === 1) return;
    for (const [message, ...path] of problemsOf(/** @type {Record<string, unknown>} */ ({ ...schema }))) {
      report({ message, location: path.length === 0 ? location : location.child(path) });
    }
  },
});

/**
 * @param {Record<string, unknown>} schema
 * @returns {Problem[]}
 */
function problemsOf(schema) {
  // The rule keys-supported reports a key that no type has. What else is wrong follows from it.
  const keys = supportedKeys["Schema"] ?? {};
  if (Object.keys(schema).some((key) => !key.startsWith("x-") && !["kept", "annotation"].includes(keys[key] ?? ""))) {
    return [];
  }
  const children = [...Object.entries(Object(schema["properties"])), ["items", schema["items"]]];
  const boolean = children.find(([, child]) => typeof child === "boolean");
  if (boolean !== undefined) {
    const [name] = boolean;
    const path = name === "items" ? ["items"] : ["properties", String(name)];
    return [[`A schema has a \`type\`; got ${String(boolean[1])}.`, ...path]];
  }
  if (schema["oneOf"] !== undefined) return oneOfProblems(schema);
  if (schema["allOf"] !== undefined) return allOfProblems(schema);
  return schema["type"] === undefined ? unsupported(schema, ["type"], "without a `type`") : typedProblems(schema);
}

/**
 * @param {Record<string, unknown>} schema
 * @returns {Problem[]}
 */
function oneOfProblems(schema) {
  const isNull = [schema["oneOf"]].flat().map((one) => JSON.stringify(one) === '{"type":"null"}');
  if (isNull.length !== 2 || !isNull.includes(true) || !isNull.includes(false)) {
    return [['The client checks a `oneOf` of one schema and `type: "null"`, and no other choice.', "oneOf"]];
  }
  return unsupported(schema, ["oneOf"], "with oneOf");
}

/**
 * @param {Record<string, unknown>} schema
 * @returns {Problem[]}
 */
function allOfProblems(schema) {
  const [only, ...more] = [schema["allOf"]].flat();
  if (typeof only !== "object" || more.length > 0) {
    return [["The client checks an `allOf` of exactly one schema. Write the members of all into one.", "allOf"]];
  }
  return unsupported(schema, ["allOf"], "with allOf");
}

/**
 * @param {Record<string, unknown>} schema
 * @returns {Problem[]}
 */
function typedProblems(schema) {
  const types = [schema["type"] ?? []].flat().map(String);
  const [main = "", ...more] = types.filter((name) => name !== "null");
  const known = Object.hasOwn(ofType, main) ? ofType[main] : undefined;
  if (known === undefined || more.length > 0 || new Set(types).size < types.length) {
    const got = JSON.stringify(schema["type"]);
    return [
      [`The client checks one type of ${Object.keys(ofType).join(", ")}, alone or with "null"; got ${got}.`, "type"],
    ];
  }
  return [...unsupported(schema, ["type", ...known], `of type ${main}`), ...valueProblems(schema, main)];
}

/**
 * @param {Record<string, unknown>} schema
 * @param {string[]} known
 * @param {string} which
 * @returns {Problem[]}
 */
function unsupported(schema, known, which) {
  return Object.keys(schema)
    .filter((key) => !known.includes(key) && !ofAny.includes(key) && !key.startsWith("x-"))
    .map((key) => [
      `"${key}" of a schema ${which} cannot be kept: the client checks ${known.join(", ")}. Remove it.`,
      key,
    ]);
}

/**
 * @param {Record<string, unknown>} schema
 * @param {string} main - its type
 * @returns {Problem[]}
 */
function valueProblems(schema, main) {
  const { type, format, items, required = [], properties = {}, additionalProperties, pattern, enum: values } = schema;
  /** @type {Problem[]} */
  const problems = [];
  if (format !== undefined && main !== "string" && !formats[main]?.includes(String(format))) {
    const known = formats[main] === undefined ? "no format" : `the formats ${formats[main].join(" and ")}`;
    problems.push([`The client knows ${known} of type ${main}; got ${JSON.stringify(format)}. Remove it.`, "format"]);
  }
  if (values !== undefined && [values].flat().length === 0) problems.push(["An enum has a value at least.", "enum"]);
  if (Array.isArray(values) && [type].flat().includes("null") && !values.includes(null)) {
    problems.push([
      "Null is of this `type`, but not of this `enum`. Add it to the enum, or remove it from the type.",
      "enum",
    ]);
  }
  for (const [least = "", most = ""] of ranges) {
    if (Number(schema[least] ?? -Infinity) <= Number(schema[most] ?? Infinity)) continue;
    problems.push([`No value is between \`${least}\` and \`${most}\`.`, least]);
  }
  if (main === "array" && items === undefined) problems.push(["An array needs `items`.", "type"]);
  if (typeof additionalProperties === "object" && Object.keys(Object(properties)).length > 0) {
    problems.push([
      "An object has `properties`, or a schema of all its members. TypeScript has no type for both.",
      "additionalProperties",
    ]);
  }
  if (main === "object" && Object.keys(Object(properties)).length === 0 && additionalProperties === undefined) {
    problems.push([
      "An object without `properties` says what it holds: with `additionalProperties: true` any members, with `false` none, with a schema members of it.",
      "type",
    ]);
  }
  const names = [required].flat();
  const undescribed = names.findIndex((name) => !Object.hasOwn(Object(properties), String(name)));
  if (undescribed >= 0) {
    problems.push([
      `"${names[undescribed]}" is required, but it is not among the properties.`,
      "required",
      undescribed,
    ]);
  }
  const wrong = typeof pattern === "string" ? patternProblem(pattern) : undefined;
  if (wrong !== undefined) problems.push([wrong, "pattern"]);
  return problems;
}
