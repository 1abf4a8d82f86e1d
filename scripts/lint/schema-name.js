// @ts-check
import { readFileSync } from "node:fs";
import { URL } from "node:url";

import { enumConstant, parametersType } from "./generated-names.js";

/** Types that generated/ declares or uses. */
const reservedTypes = [
  ...["Blob", "Extract", "NonNullable", "Omit", "Promise", "ReadonlyArray", "Record", "WithRequired"],
  ...["OperationId", "OperationMethods"],
];

const indexFile = new URL("../../src/index.ts", import.meta.url);

/** Names that src/index.ts exports beside the types of the description. A type of the same name would be missing there. */
const exportedNames = () =>
  Array.from(readFileSync(indexFile, "utf8").matchAll(/^export (?:type )?\{([^}]*)\}/gm), ([, list = ""]) => list)
    .flatMap((list) => list.split(","))
    .map((name) =>
      name
        .trim()
        .replace(/^type /, "")
        .replace(/^.* as /, ""),
    );

/** Constants that generated/operations.ts declares, and words of the language that end with "s" (a name that ends with it gets "es"). */
const reservedConstants = ["arguments", "parameterPatterns", "servers", "this"];

/**
 * A component schema can be a type of its name in generated/schema.ts, and an enum also a constant in
 * generated/operations.ts. The bundle names a schema after its file, or after the last part of the `$ref` into a file.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const schemaName = () => {
  /** @type {Map<string, import("@redocly/openapi-core/lib/ref-utils.js").Location>} */
  const places = new Map();
  /** @type {Set<string>} */
  const enums = new Set();
  /** @type {Set<string>} */
  const parametersTypes = new Set();
  const exported = exportedNames();

  /**
   * @param {string} name
   * @param {import("@redocly/openapi-core/lib/ref-utils.js").Location} location
   * @param {object | undefined} schema
   */
  function add(name, location, schema) {
    places.set(name, location);
    if (schema !== undefined && "enum" in schema) enums.add(name);
  }

  return {
    ref(_ref, { type }, { node, location }) {
      if (type.name === "Schema" && location !== undefined) add(nameAt(location), location, node);
    },
    NamedSchemas(schemas, { location, resolve }) {
      for (const [name, schema] of Object.entries(schemas)) {
        add(name, location.child(name).key(), resolve(schema).node);
      }
    },
    Operation({ operationId = "" }) {
      parametersTypes.add(parametersType(operationId));
    },
    Root: {
      leave(_root, { report }) {
        for (const [name, location] of places) {
          const constant = enumConstant(name);
          if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
            const message = `The name of a schema is the name of a type: letters and digits, upper case first; got "${name}".`;
            report({ message, location });
          } else if (reservedTypes.includes(name) || parametersTypes.has(name)) {
            const message = `A schema cannot be named "${name}": the generated files have another type of this name.`;
            report({ message, location });
          } else if (exported.includes(name)) {
            const message = `A schema cannot be named "${name}": src/index.ts exports something else of this name.`;
            report({ message, location });
          } else if (enums.has(name) && reservedConstants.includes(constant)) {
            const message = `An enum cannot be named "${name}": its values are the constant "${constant}" in generated/enums.ts, and that name is taken.`;
            report({ message, location });
          }
        }
      },
    },
  };
};

/**
 * The name that the bundle gives to the schema at this place.
 *
 * @param {import("@redocly/openapi-core/lib/ref-utils.js").Location} location
 */
function nameAt({ pointer, source }) {
  const file = source.absoluteRef.split(/[\\/]/).at(-1) ?? "";
  return pointer.split("/").slice(1).filter(Boolean).at(-1) ?? file.replace(/\.[^.]+$/, "");
}
