// @ts-check

/**
 * @typedef {import("@redocly/openapi-core/lib/walk.js").UserContext} Context
 * @typedef {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule} Rule
 */

/** What the rules met in one document. Redocly makes the rules anew for each, and walks it before the next. */
let isMalformed = false;
/** @type {{ error: unknown, context: Context }[]} */
let stumbles = [];

/**
 * Rules that do not end the run at a node of the wrong kind, such as a key without a value. Redocly's own rule struct reports
 * such a node, so a rule that stumbles over one has nothing to add.
 *
 * @param {Record<string, Rule>} rules
 * @returns {Record<string, Rule>}
 */
export function guarded(rules) {
  return {
    ...Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [name, (options) => guardedVisitor(rule(options))]),
    ),
    "rules-can-read": rulesCanRead,
  };
}

/**
 * @template Visitor
 * @param {Visitor} visitor
 * @returns {Visitor}
 */
function guardedVisitor(visitor) {
  const entries = Object.entries(Object(visitor)).map(([name, visit]) => [
    name,
    typeof visit === "function" ? guardedVisit(visit) : guardedVisitor(visit),
  ]);
  return Object.fromEntries(entries);
}

/** @param {Function} visit */
function guardedVisit(visit) {
  return (/** @type {[unknown, Context, ...unknown[]]} */ ...given) => {
    try {
      visit(...given);
    } catch (error) {
      stumbles.push({ error, context: given[1] });
    }
  };
}

/**
 * Reports where a rule stumbled in a description that is well-formed.
 *
 * @type {Rule}
 */
const rulesCanRead = () => {
  isMalformed = false;
  stumbles = [];
  return {
    any(node, { type }) {
      isMalformed ||= !isWellFormed(node, type);
    },
    Root: {
      leave(_root, { report }) {
        if (isMalformed) return;
        for (const { error, context } of stumbles) {
          report({ message: `A rule of scripts/lint/ cannot read this: ${String(error)}`, location: context.location });
        }
      },
    },
  };
};

/**
 * Whether a node is of the kind that OpenAPI has there, and each of its members.
 *
 * @param {unknown} node
 * @param {Context["type"]} type
 */
function isWellFormed(node, type) {
  if (kindOf(node) !== kindOfType(type)) return false;
  return Object.entries(Object(node)).every(([key, value]) => {
    const found = Object.hasOwn(type.properties, key) ? type.properties[key] : type.additionalProperties;
    const expected = typeof found === "function" ? found(value, key) : found;
    const isOfOneKind = typeof expected === "object" && expected !== null;
    return !isOfOneKind || kindOfType(expected) === undefined || kindOf(value) === kindOfType(expected);
  });
}

/**
 * Undefined: of several kinds.
 *
 * @param {object} type
 */
function kindOfType(type) {
  if ("items" in type && type.items !== undefined) return "array";
  if ("properties" in type) return "object";
  if (!("type" in type) || typeof type.type !== "string") return undefined;
  return type.type === "integer" ? "number" : type.type;
}

/** @param {unknown} value */
function kindOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
