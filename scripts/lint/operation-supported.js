// @ts-check
import { isDeepStrictEqual } from "node:util";

/** Members of the client, members that the language calls by itself, and `new`, which would declare a constructor in an interface. */
const takenNames = ["baseUrl", "fetch", "new", "then", "toJSON"];

/**
 * An operation can be a method of the client, which takes one flat object of parameters.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const operationSupported = () => {
  /** @type {unknown} */
  let security;
  return {
    Root(root) {
      security = root.security;
    },
    Operation(operation, { key, location, report, resolve }) {
      const { operationId = "", requestBody, parameters = [] } = operation;
      if (!/^[a-z][A-Za-z0-9]*$/.test(operationId) || takenNames.includes(operationId)) {
        report({
          message: `operationId is the name of a method: letters and digits, lower case first, no other member of the client; got "${operationId}".`,
          location: location.child("operationId"),
        });
      }
      // The rule delete-without-body reports a body of a DELETE.
      if (requestBody !== undefined && !["delete", "post", "put", "patch"].includes(String(key))) {
        report({
          message: `A ${String(key).toUpperCase()} has no request body: fetch refuses it, or it has no meaning (RFC 9110 9.3).`,
          location: location.child("requestBody"),
        });
      }
      if (![undefined, [], security].some((kept) => isDeepStrictEqual(operation.security, kept))) {
        report({
          message:
            "The client sends one access token, or none. Remove `security`, so that of the root holds, or write `security: []` for an operation without a token.",
          location: location.child("security").key(),
        });
      }
      const described = parameters.flatMap((parameter) => resolve(parameter).node ?? []);
      const names = described.map(({ name = "", in: place }) => (place === "header" ? name.toLowerCase() : name));
      const repeated = ["body", ...names].find((name, index, all) => all.indexOf(name) !== index);
      if (repeated !== undefined) {
        report({
          message: `A method takes one flat object: "${repeated}" can be the name of one parameter, and "body" of none, since it is the request body.`,
          location: location.child("parameters"),
        });
      }
      const inQuery = described.filter((parameter) => parameter.in === "query");
      for (const { name = "", style } of inQuery) {
        const met = inQuery.find((other) => style === "deepObject" && other.name?.startsWith(`${name}[`));
        if (met === undefined) continue;
        report({
          message: `"${met.name}" has the form in which the client writes a member of the object "${name}" into the query. Describe it as a member of that object.`,
          location: location.child("parameters"),
        });
      }
    },
  };
};
