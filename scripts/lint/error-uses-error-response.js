// @ts-check

/**
 * A response with an error status has a body whose `errorResponse` is the schema ErrorResponse.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const errorUsesErrorResponse = () => ({
  Response(response, { key, location, report, resolve }) {
    const status = String(key);
    if (!/^[45]/.test(status)) return;
    const envelopes = Object.values(response.content ?? {}).map(({ schema }) => schema && resolve(schema).node);
    const complete = envelopes.every((envelope) => {
      const member = envelope?.properties?.["errorResponse"];
      if (typeof member !== "object") return false;
      const alternatives = "oneOf" in member ? (member.oneOf ?? []) : [];
      return [member, ...alternatives].some(({ $ref = "" }) => /\bErrorResponse(\.yaml)?$/.test($ref));
    });
    if (envelopes.length > 0 && complete) return;
    report({
      message: `The response ${status} needs a body whose errorResponse is a $ref to ErrorResponse, as in schemas/Envelope.yaml.`,
      location,
    });
  },
});
