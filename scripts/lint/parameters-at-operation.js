// @ts-check

/**
 * Parameters are described at the operation, not at the path.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const parametersAtOperation = () => ({
  PathItem(pathItem, { location, report }) {
    if (pathItem.parameters === undefined) return;
    report({
      message: "Parameters are described at the operation: the generator does not read them here.",
      location: location.child("parameters"),
    });
  },
});
