// @ts-check
import { schemasWithin } from "./schemas-within.js";
import { notSuccess } from "./success.js";

/** RFC 9110: a response with one of these statuses has no body. */
const withoutBody = ["204", "205"];

/**
 * The client recognizes a success by its envelope, and the sandbox responds with an example.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const responseSupported = () => ({
  Operation({ responses }, { key: method, location, report, resolve }) {
    if (responses === undefined) report({ message: "An operation needs `responses`.", location });
    for (const [status, response] of Object.entries(responses ?? {})) {
      if (status.startsWith("x-")) continue;
      const hasBody = Object.keys(resolve(response).node?.content ?? {}).length > 0;
      const message = problemOf(status, hasBody, method);
      if (message !== undefined) report({ message, location: location.child(["responses", status]).key() });
    }
  },
  Response(response, { key, location, report, resolve }) {
    const status = String(key);
    for (const [mediaType, { schema, examples = {} }] of Object.entries(response.content ?? {})) {
      const place = location.child("content").child(mediaType);
      const problem = status.startsWith("2")
        ? envelopeProblem(schema, { location: place.child("schema"), resolve })
        : undefined;
      if (problem !== undefined) {
        report({
          message: `The client recognizes a success only in an envelope, as schemas/Envelope.yaml is one; the body of ${status} ${problem}.`,
          location: place,
        });
      }
      if (Object.keys(examples).length === 0) {
        report({
          message: `The response ${status} needs named \`examples\`. The sandbox responds with the first of them.`,
          location: place,
        });
      }
      const [first] = Object.entries(examples);
      const failure = first && status.startsWith("2") ? notSuccess(resolve(first[1]).node?.value) : undefined;
      if (first !== undefined && failure !== undefined) {
        report({
          message: `The first example of ${status} is a success: the sandbox responds with it. In "${first[0]}", ${failure}.`,
          location: place.child(["examples", first[0]]).key(),
        });
      }
      const name = Object.keys(examples).find((name) => !/^[\w-]+$/.test(name));
      if (name !== undefined) {
        report({
          message: `The name of an example consists of letters, digits, "_" and "-": the sandbox is asked for it with \`Prefer: example=\`; got "${name}".`,
          location: place.child(["examples", name]).key(),
        });
      }
    }
  },
});

/**
 * @param {string} status
 * @param {boolean} hasBody
 * @param {string | number} method
 */
function problemOf(status, hasBody, method) {
  if (!/^[245]\d\d$/.test(status)) {
    return `A status is 2, 4 or 5 and two digits: the client and the sandbox have no ranges and no default, and a redirect is never a result; got "${status}".`;
  }
  if (hasBody && withoutBody.includes(status)) return `A response ${status} has no body (RFC 9110).`;
  if (hasBody || !status.startsWith("2") || (status === "204" && method === "delete")) return undefined;
  return `The client recognizes a success only in an envelope, or in a 204 to a DELETE; the response ${status} has no content.`;
}

/**
 * Why a schema is no envelope: a named object with the members that the success rule reads, and a payload of any kind.
 *
 * @param {object | undefined} schema
 * @param {import("./schemas-within.js").Place} place
 */
function envelopeProblem(schema, place) {
  if (schema === undefined || !("$ref" in schema)) return "needs a $ref, which gives its type a name";
  const [envelope] = schemasWithin(/** @type {import("./schemas-within.js").LintedSchema} */ (schema), place);
  const { type, properties = {}, additionalProperties } = envelope?.schema ?? {};
  if (type !== "object" || additionalProperties === false) return "must be an object that is open for further members";
  if (properties["payload"] === undefined) return "needs a payload";
  for (const [name, type] of Object.entries(verdict)) {
    const member = properties[name] ?? {};
    const from = envelope?.location.source.absoluteRef;
    const types = [member, ...(member.oneOf ?? [])].flatMap((one) => place.resolve(one, from).node?.type ?? []);
    if (!types.includes(type)) return `needs ${name} of type ${type}`;
  }
  return undefined;
}

/** What the success rule of src/envelope.ts reads. */
const verdict = { errorResponse: "object", response_code: "integer", response_message: "string" };
