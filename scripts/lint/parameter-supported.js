// @ts-check
import { parameterSchema } from "./parameter-schema.js";

const parameterKeys = ["name", "in", "required", "description", "deprecated", "schema", "example", "examples"];
const schemaKeys = ["type", "enum", "title", "description", "deprecated", "default", "example", "examples"];
const bounds = ["minimum", "maximum"];
const locations = ["path", "query"];
/**
 * The keywords that the client checks besides, by type.
 *
 * @type {Map<unknown, string[]>}
 */
const types = new Map([
  ["string", ["pattern"]],
  ["integer", bounds],
  ["number", bounds],
  ["boolean", []],
]);

/**
 * The client checks and serializes everything that is described of a parameter. Without this rule, a keyword that it does
 * not know would be ignored when it sends a request.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const parameterSupported = () => {
  /** @type {Map<string, string | undefined>} */
  const patterns = new Map();
  return {
    Parameter(parameter, { location, report, resolve }) {
      const { schema } = parameterSchema(parameter, { location, resolve });
      const type = schema?.type;
      const keywords = types.get(type) ?? [];
      const unsupported = [
        ...Object.keys(parameter).filter((key) => !parameterKeys.includes(key)),
        ...Object.keys(schema ?? {}).filter((key) => !schemaKeys.includes(key) && !keywords.includes(key)),
      ].filter((key) => !key.startsWith("x-"));
      if (unsupported.length > 0) {
        report({
          message: `The client does not check or serialize "${unsupported.join('", "')}" of a parameter of type ${type}; use a pattern or an enum, or minimum and maximum of a number.`,
          location,
        });
      }
      const given = parameter.schema ?? {};
      const besideRef = "$ref" in given ? Object.keys(given).filter((key) => key !== "$ref") : [];
      if (besideRef.length > 0) {
        report({
          message: `The generator does not read "${besideRef.join('", "')}" beside the $ref of a parameter's schema; write it where the $ref leads.`,
          location: location.child("schema"),
        });
      }
      if (!locations.includes(parameter.in ?? "") || !types.has(type)) {
        report({
          message: `The client sends ${locations.join(" and ")} parameters of type ${[...types.keys()].join(", ")}; got ${JSON.stringify(type)} in ${parameter.in}.`,
          location,
        });
      }
      if (patterns.has(parameter.name) && patterns.get(parameter.name) !== schema?.pattern) {
        report({
          message: `"${parameter.name}" has another pattern elsewhere; parameterPatterns has one pattern for each name.`,
          location,
        });
      }
      patterns.set(parameter.name, schema?.pattern);
    },
  };
};
