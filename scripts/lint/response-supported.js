// @ts-check

/**
 * The client can tell a success by its envelope, and the sandbox has an example to answer with.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const responseSupported = () => ({
  Response(response, { key, location, report }) {
    const status = String(key);
    for (const [mediaType, { schema, examples = {} }] of Object.entries(response.content ?? {})) {
      const place = location.child("content").child(mediaType);
      if (status.startsWith("2") && !/\bEnvelope(\.yaml)?$/.test(schema?.$ref ?? "")) {
        report({
          message: `The client recognizes a success only in a body of schemas/Envelope.yaml; the response ${status} needs a $ref to it.`,
          location: place,
        });
      }
      if (Object.keys(examples).length === 0) {
        report({
          message: `The response ${status} needs named \`examples\`. The sandbox answers with the first of them.`,
          location: place,
        });
      }
    }
  },
});
