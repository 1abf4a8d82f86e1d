// @ts-check

/**
 * The members of a schema that the rules read.
 *
 * @typedef {object} LintedSchema
 * @property {string | string[]} [type]
 * @property {string} [format]
 * @property {LintedSchema[]} [oneOf]
 * @property {LintedSchema} [items]
 * @property {Record<string, LintedSchema>} [properties]
 * @property {LintedSchema[]} [allOf]
 * @property {boolean | LintedSchema} [additionalProperties]
 * @property {string[]} [required]
 * @property {boolean} [readOnly]
 * @property {boolean} [writeOnly]
 * @property {string} [$ref]
 *
 * @typedef {Pick<import("@redocly/openapi-core/lib/walk.js").UserContext, "location" | "resolve">} Place
 * @typedef {{ schema: LintedSchema, location: Place["location"], isRecursive: boolean }} Found
 */

/**
 * A schema and every schema in it, each `$ref` followed, and each once, since a schema that is shared twice a level would be
 * found a million times after twenty levels. A schema that contains itself is found again, as recursive.
 *
 * @param {LintedSchema | undefined} schema
 * @param {Place} place - of the schema, or of its `$ref`
 * @param {string[]} [around] - the pointers of the schemas that contain it
 * @param {Set<string>} [found] - the pointers of all that were found
 * @returns {Found[]}
 */
export function schemasWithin(schema, { location, resolve }, around = [], found = new Set()) {
  if (schema === undefined) return [];
  if (schema.$ref !== undefined) {
    const target = resolve({ $ref: schema.$ref }, location.source.absoluteRef);
    return schemasWithin(target.node, { location: target.location ?? location, resolve }, around, found);
  }
  const pointer = location.absolutePointer;
  const isRecursive = around.includes(pointer);
  if (!isRecursive && found.has(pointer)) return [];
  found.add(pointer);
  const inner = isRecursive ? [] : Object.entries(innerSchemas(schema));
  return [
    { schema, location, isRecursive },
    ...inner.flatMap(([path, one]) => {
      return schemasWithin(one, { location: location.child(path.split(" ")), resolve }, [...around, pointer], found);
    }),
  ];
}

/**
 * The schemas directly in a schema, by path.
 *
 * @param {LintedSchema} schema
 */
function innerSchemas({ items, oneOf = [], allOf = [], properties = {}, additionalProperties }) {
  return {
    ...(items && { items }),
    ...(typeof additionalProperties === "object" && { additionalProperties }),
    ...Object.fromEntries(allOf.map((one, index) => [`allOf ${index}`, one])),
    ...Object.fromEntries(oneOf.map((one, index) => [`oneOf ${index}`, one])),
    ...Object.fromEntries(Object.entries(properties).map(([name, one]) => [`properties ${name}`, one])),
  };
}
