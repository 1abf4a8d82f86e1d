// @ts-check
import { supportedKeys } from "./supported-keys.js";

/** @type {Record<string, string>} */
const names = { Root: "the description", OAuth2Flows: "the flows", PathItem: "a path", RequestBody: "a request body" };

/**
 * No key is accepted and then ignored: supported-keys.js says of each whether it is kept, an annotation, or refused and why.
 * The rule struct reports a key that OpenAPI does not have.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const keysSupported = () => ({
  any(node, { type, location, report }) {
    const keys = Object.hasOwn(supportedKeys, type.name) ? supportedKeys[type.name] : undefined;
    if (keys === undefined) return;
    for (const key of Object.keys(node)) {
      if (key.startsWith("x-") || key === "$ref" || !Object.hasOwn(type.properties, key)) continue;
      const treatment = Object.hasOwn(keys, key) ? keys[key] : "it is not in scripts/lint/supported-keys.js";
      if (treatment === "kept" || treatment === "annotation") continue;
      report({
        message: `"${key}" of ${nameOf(type.name)} cannot be kept: ${treatment}. Remove it.`,
        location: location.child(key).key(),
      });
    }
  },
  ref(ref, { type, location, report }) {
    const [beside] = Object.keys(ref).filter(
      (key) => key !== "$ref" && !(type.name === "Schema" && key === "description"),
    );
    if (beside === undefined) return;
    report({
      message: `"${beside}" beside a $ref cannot be kept: the generator reads what the $ref leads to. Write it there.`,
      location: location.child(beside).key(),
    });
  },
});

/** @param {string} type */
function nameOf(type) {
  const name = type
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  return names[type] ?? `${/^[aeio]/.test(name) ? "an" : "a"} ${name}`;
}
