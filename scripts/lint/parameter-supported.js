// @ts-check
import { parameterSchema } from "./parameter-schema.js";
import { primitives } from "./primitives.js";
import { schemasWithin } from "./schemas-within.js";

/**
 * Headers that somebody else sets: the platform (the forbidden request headers of the fetch standard, and hop-by-hop headers),
 * the client (OpenAPI ignores Accept, Authorization and Content-Type as parameters), or who asks the sandbox for a response.
 */
const reservedHeaders = new RegExp(
  `^(${[
    ...["accept", "accept-charset", "accept-encoding", "access-control-request-.*", "authorization", "connection"],
    ...["content-.*", "cookie2?", "date", "dnt", "expect", "host", "http2-settings", "keep-alive", "origin", "prefer"],
    ...["proxy-.*", "referer", "sec-.*", "set-cookie2?", "te", "trailer", "transfer-encoding", "upgrade", "user-agent"],
    ...["via", "x-http-method(-override)?", "x-method-override"],
  ].join("|")})$`,
  "i",
);

/**
 * The client can write the parameter into a request: primitives, and in the query also an array (`style: form`, exploded) or
 * an object (`style: deepObject`) of primitives. The rule schema-supported reports what it does not check.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const parameterSupported = () => ({
  Parameter(parameter, { location, report, resolve }) {
    const { name, in: place, style, explode } = parameter;
    const { schema } = parameterSchema(parameter, { location, resolve });
    const isDeepObject = place === "query" && schema?.type === "object";
    const styles = isDeepObject ? ["deepObject"] : [undefined, place === "query" ? "form" : "simple"];
    if (typeof schema !== "object") {
      report({
        message: `A parameter has a schema with a \`type\`; got ${JSON.stringify(schema) ?? "none"}.`,
        location,
      });
      return;
    }
    if (explode !== undefined && place !== "query") {
      report({
        message: `"explode" of a ${place} parameter cannot be kept: it has no array and no object. Remove it.`,
        location: location.child("explode").key(),
      });
    }
    if (!styles.includes(style) || (place === "query" && explode === false)) {
      report({
        message: `The client writes ${isDeepObject ? "an object in the query with `style: deepObject`" : `a ${place} parameter with \`style: ${styles[1]}\``}, exploded in the query; got style ${style}, explode ${explode}.`,
        location,
      });
    }
    if (!["path", "query", "header"].includes(place ?? "") || !isSendable(parameter, { location, resolve })) {
      report({
        message: `The client sends ${primitives.join(", ")} in path, query and header, and in the query arrays and closed objects of them; got ${JSON.stringify(schema.type)} in ${place}.`,
        location,
      });
    }
    if (place === "header" && (!/^[A-Za-z0-9][\w-]*$/.test(name ?? "") || reservedHeaders.test(name ?? ""))) {
      report({
        message: `"${name}" cannot be a header parameter: the platform or the client sets it, or it is not letters, digits, "_" and "-".`,
        location: location.child("name"),
      });
    }
  },
});

/**
 * @param {import("@redocly/openapi-core/lib/typings/openapi.js").Oas3Parameter} parameter
 * @param {import("./schemas-within.js").Place} context
 */
function isSendable({ in: place, schema }, { location, resolve }) {
  const context = { location: location.child("schema"), resolve };
  const [whole, ...parts] = schemasWithin(/** @type {import("./schemas-within.js").LintedSchema} */ (schema), context);
  if (whole === undefined || !parts.every((part) => primitives.includes(String(part.schema.type)))) return false;
  const { type, format, additionalProperties } = whole.schema;
  if (format === "binary") return false;
  const isGroup = type === "array" || (type === "object" && additionalProperties === false);
  return primitives.includes(String(type)) || (place === "query" && isGroup);
}
