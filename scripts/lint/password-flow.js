// @ts-check

/**
 * The description has the path of the token endpoint, which src/auth/ needs.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const passwordFlow = () => {
  let found = false;
  return {
    PasswordFlow(flow, { location, report }) {
      found = true;
      const tokenUrl = flow?.tokenUrl;
      if (tokenUrl?.startsWith("/")) return;
      report({
        message: `src/auth/ needs a tokenUrl that begins with "/", for every server; got "${tokenUrl}".`,
        location: location.child("tokenUrl"),
      });
    },
    Root: {
      leave(_root, { location, report }) {
        if (found) return;
        report({
          message: "src/auth/ needs an oauth2 scheme with a password flow.",
          location: location.child(["components", "securitySchemes"]),
        });
      },
    },
  };
};
