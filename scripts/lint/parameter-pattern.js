// @ts-check
import { parameterSchema } from "./parameter-schema.js";
import { patternProblem } from "./pattern-problem.js";

/**
 * The pattern of a parameter is a regular expression that matches the whole value. JSON Schema's patterns match a part of it.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const parameterPattern = () => ({
  Parameter(parameter, { location, report, resolve }) {
    const { schema, place } = parameterSchema(parameter, { location, resolve });
    if (schema?.pattern === undefined) return;
    const message = problemOf(schema.pattern);
    if (message !== undefined) report({ message, location: place.child("pattern") });
  },
});

/** @param {string} pattern */
function problemOf(pattern) {
  // The rule schema-supported reports a pattern that does not compile.
  return patternProblem(pattern) !== undefined || isAnchored(pattern)
    ? undefined
    : `The pattern of a parameter must match the whole value: each alternative from ^ to $, as in ^(A|B)$; got ${pattern}`;
}

/**
 * Whether each alternative outside of groups begins with ^ and ends with $.
 *
 * @param {string} pattern - a regular expression that compiles
 */
function isAnchored(pattern) {
  let depth = 0;
  let first = "";
  let last = "";
  for (const [token] of pattern.matchAll(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^]/gu)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (token === "|" && depth === 0) {
      if (first !== "^" || last !== "$") return false;
      first = last = "";
    } else {
      first ||= token;
      last = token;
    }
  }
  return first === "^" && last === "$";
}
