// @ts-check
import { parameterSchema } from "./parameter-schema.js";
import { patternProblem } from "./pattern-problem.js";

/**
 * @typedef {import("@redocly/openapi-core/lib/walk.js").UserContext} Context
 * @typedef {{ method: string, path: string, schemas: Map<string, Record<string, unknown>>, location: Context["location"] }} Route
 */

/**
 * No URL is of two operations with one method. Templates meet only where a value of the one can be what the other has there:
 * `/customer/{customerId}/contacts` and `/customer/activate/{customerId}` do not, if no id is `activate`.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const pathsNotAmbiguous = () => {
  /** @type {Route[]} */
  const routes = [];
  let path = "";
  /** @type {Context["location"]} */
  let location;
  return {
    PathItem: {
      enter(_pathItem, context) {
        path = String(context.key);
        location = context.rawLocation.key();
      },
      Operation(operation, context) {
        const parameters = (operation.parameters ?? []).flatMap((parameter) => {
          const { node, location: place = context.location } = context.resolve(parameter);
          if (node?.in !== "path") return [];
          const { schema } = parameterSchema(node, { location: place, resolve: context.resolve });
          return [/** @type {const} */ ([String(node.name), { ...schema }])];
        });
        routes.push({ method: String(context.key), path, schemas: new Map(parameters), location });
      },
    },
    Root: {
      leave(_root, { report }) {
        routes.forEach((route, index) => {
          const other = routes.slice(0, index).find((other) => other.path !== route.path && canMeet(route, other));
          if (other === undefined) return;
          report({
            message: `A ${route.method.toUpperCase()} of ${route.path} can be one of ${other.path}. Give the parameter there a pattern or an enum that does not allow it.`,
            location: route.location,
          });
        });
      },
    },
  };
};

/**
 * @param {Route} route
 * @param {Route} other
 */
function canMeet(route, other) {
  const segments = route.path.split("/");
  const others = other.path.split("/");
  return (
    route.method === other.method &&
    segments.length === others.length &&
    segments.every((segment, index) => {
      const opposite = others[index] ?? "";
      return allows(route, segment, opposite) || allows(other, opposite, segment);
    })
  );
}

/**
 * Whether a segment of a route can be this segment of another one. Two templates are taken to meet.
 *
 * @param {Route} route
 * @param {string} segment
 * @param {string} opposite
 */
function allows({ schemas }, segment, opposite) {
  if (!segment.includes("{")) return segment === opposite;
  if (opposite.includes("{")) return true;
  const [, name] = /^\{([^{}]+)\}$/.exec(segment) ?? [];
  const { type, pattern, enum: values } = schemas.get(name ?? "") ?? {};
  if (Array.isArray(values)) return values.map(String).includes(opposite);
  if (type === "integer" || type === "number") return !Number.isNaN(Number(opposite));
  if (type === "boolean") return opposite === "true" || opposite === "false";
  if (typeof pattern !== "string" || patternProblem(pattern) !== undefined) return true;
  return new RegExp(pattern, "u").test(opposite);
}
