// @ts-check
import { reservedNames } from "./reserved-names.js";

/**
 * Nothing that the generated files have by its name is named as a member of every object.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const namesNotReserved = () => ({
  Operation({ operationId = "" }, { location, report }) {
    if (reservedNames.includes(operationId)) report(problem(operationId, location.child("operationId")));
  },
  Parameter({ name = "" }, { location, report }) {
    if (reservedNames.includes(name)) report(problem(name, location.child("name")));
  },
  Tag({ name }, { location, report }) {
    if (reservedNames.includes(name)) report(problem(name, location.child("name")));
  },
  SchemaProperties(properties, { location, report }) {
    for (const name of Object.keys(properties)) {
      if (reservedNames.includes(name)) report(problem(name, location.child(name).key()));
    }
  },
  ExamplesMap(examples, { location, report }) {
    for (const name of Object.keys(examples)) {
      if (reservedNames.includes(name)) report(problem(name, location.child(name).key()));
    }
  },
});

/**
 * @param {string} name
 * @param {import("@redocly/openapi-core/lib/ref-utils.js").Location} location
 */
function problem(name, location) {
  return { message: `Every object of the language has a "${name}". Choose another name.`, location };
}
