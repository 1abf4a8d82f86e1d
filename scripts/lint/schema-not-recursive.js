// @ts-check
import { schemasWithin } from "./schemas-within.js";

/**
 * No schema contains itself: the client's table and its checker have no references.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const schemaNotRecursive = () => ({
  MediaType({ schema }, { location, report, resolve }) {
    const place = { location: location.child("schema"), resolve };
    const recursive = schemasWithin(/** @type {import("./schemas-within.js").LintedSchema} */ (schema), place).find(
      ({ isRecursive }) => isRecursive,
    );
    if (recursive === undefined) return;
    report({ message: "The client does not check a schema that contains itself.", location: recursive.location });
  },
});
