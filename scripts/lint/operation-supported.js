// @ts-check

/** Members of the client, members that the language calls by itself, and `new`, which would declare a constructor in an interface. */
const reservedNames = ["baseUrl", "fetch", "new", "then", "toJSON", ...Object.getOwnPropertyNames(Object.prototype)];

/**
 * An operation can be a method of the client, which takes one flat object of parameters.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const operationSupported = () => ({
  Operation({ operationId = "", requestBody, parameters = [] }, { key, location, report, resolve }) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(operationId) || reservedNames.includes(operationId)) {
      report({
        message: `operationId is the name of a method: letters and digits, lower case first, no other member of the client or of every object; got "${operationId}".`,
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
    const names = parameters.flatMap((parameter) => {
      const { name = "", in: place } = resolve(parameter).node ?? {};
      return place === "header" ? name.toLowerCase() : name;
    });
    const repeated = ["body", ...names].find((name, index, all) => all.indexOf(name) !== index);
    if (repeated !== undefined) {
      report({
        message: `A method takes one flat object: "${repeated}" can be the name of one parameter, and "body" of none, since it is the request body.`,
        location: location.child("parameters"),
      });
    }
  },
});
