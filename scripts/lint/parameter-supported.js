// @ts-check

const parameterKeys = ["name", "in", "required", "description", "deprecated", "schema", "example", "examples"];
const schemaKeys = ["type", "pattern", "enum", "title", "description", "deprecated", "default", "example", "examples"];
const locations = ["path", "query"];
const types = ["string", "integer", "number", "boolean"];

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
      const schema = parameter.schema && resolve(parameter.schema).node;
      const unsupported = [
        ...Object.keys(parameter).filter((key) => !parameterKeys.includes(key)),
        ...Object.keys(schema ?? {}).filter((key) => !schemaKeys.includes(key)),
      ].filter((key) => !key.startsWith("x-"));
      if (unsupported.length > 0) {
        report({
          message: `The client does not check or serialize "${unsupported.join('", "')}" of a parameter; use a pattern or an enum.`,
          location,
        });
      }
      if (!locations.includes(parameter.in ?? "") || !types.includes(String(schema?.type))) {
        report({
          message: `The client sends ${locations.join(" and ")} parameters of type ${types.join(", ")}; got ${schema?.type} in ${parameter.in}.`,
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
