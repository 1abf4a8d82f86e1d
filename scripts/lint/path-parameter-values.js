// @ts-check
import { parameterSchema } from "./parameter-schema.js";

/** These make another path of the one that is described: `/customer/..` is `/`. */
const changesThePath = /^\.{0,2}$|\//;

/**
 * A path parameter does not allow a value that changes the path. The client refuses such a value as well, so a pattern or an
 * enum that allows it describes what cannot be sent.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const pathParameterValues = () => ({
  Parameter(parameter, { location, report, resolve }) {
    const { schema, place } = parameterSchema(parameter, { location, resolve });
    if (parameter.in !== "path" || schema === undefined) return;
    const { enum: values = [], pattern } = schema;
    values.forEach((value, index) => {
      if (typeof value === "string" && changesThePath.test(value)) {
        report({ message: message("enum", value), location: place.child(["enum", index]) });
      }
    });
    const { example, examples = {} } = parameter;
    const shown = [example, ...Object.values(examples).map((named) => resolve(named).node?.value)];
    const matched = candidates(shown.map(String)).find((value) => matches(pattern, value));
    if (matched !== undefined) report({ message: message("pattern", matched), location: place.child("pattern") });
  },
});

/**
 * @param {string} keyword
 * @param {string} value
 */
function message(keyword, value) {
  return `The ${keyword} of a path parameter must not allow "", ".", ".." or a value with "/", which change the path; it allows ${JSON.stringify(value)}.`;
}

/**
 * Values that change the path, and each example with a "/" in it, which a pattern of a fixed length may allow.
 *
 * @param {string[]} examples
 */
function candidates(examples) {
  const withSlash = examples.flatMap((example) => [
    `${example}/${example}`,
    ...Array.from(example, (_, index) => `${example.slice(0, index)}/${example.slice(index + 1)}`),
  ]);
  return ["", ".", "..", "/", ...withSlash];
}

/**
 * @param {string | undefined} pattern
 * @param {string} value
 */
function matches(pattern, value) {
  if (pattern === undefined) return false; // The client refuses such a value.
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return false; // The rule schema-supported reports it.
  }
}
