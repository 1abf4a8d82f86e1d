// @ts-check

/**
 * The schema of a parameter with a `$ref` followed, and its place in the YAML.
 *
 * @param {import("@redocly/openapi-core/lib/typings/openapi.js").Oas3Parameter} parameter
 * @param {Pick<import("@redocly/openapi-core/lib/walk.js").UserContext, "location" | "resolve">} context
 */
export function parameterSchema({ schema }, { location, resolve }) {
  // Of a schema without a $ref, `resolve` would give the place of the $ref that leads to the parameter.
  if (schema === undefined || !("$ref" in schema)) return { schema, place: location.child("schema") };
  const { node, location: target } = resolve(schema);
  return { schema: node, place: target ?? location.child("schema") };
}
