// @ts-check
import { primitives } from "./primitives.js";
import { schemasWithin } from "./schemas-within.js";

const jsonType = "application/json";
const formType = "multipart/form-data";

/**
 * The client can write the body: JSON, or a form of files and primitives.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const requestBodySupported = () => ({
  RequestBody({ content = {} }, { location, report, resolve }) {
    const [mediaType = "", ...more] = Object.keys(content);
    if ((mediaType !== jsonType && mediaType !== formType) || more.length > 0) {
      const got = Object.keys(content).join(", ");
      report({
        message: `A request body has one media type, ${jsonType} or ${formType}; got ${got || "none"}.`,
        location: location.child("content"),
      });
      return;
    }
    const place = location.child("content").child(mediaType);
    const { schema, encoding, examples = {} } = content[mediaType] ?? {};
    if (encoding !== undefined) {
      report({ message: "The client does not read `encoding`.", location: place.child("encoding") });
    }
    if (mediaType === jsonType && Object.keys(examples).length === 0) {
      report({
        message: "A JSON body needs named `examples`. The samples and the docs show the first of them.",
        location: place,
      });
    }
    const [body, ...parts] = schemasWithin(/** @type {import("./schemas-within.js").LintedSchema} */ (schema), {
      location: place.child("schema"),
      resolve,
    });
    if (body === undefined) {
      report({ message: "A request body needs a schema.", location: place });
      return;
    }
    if (mediaType === formType && (body.schema.type !== "object" || body.schema.additionalProperties !== false)) {
      report({
        message: "The body of a form is an object with `additionalProperties: false`.",
        location: body.location,
      });
    }
    for (const { schema, location } of [body, ...parts]) {
      const isPrimitive = primitives.includes(String(schema.type));
      if (mediaType === formType && schema !== body.schema && !isPrimitive) {
        report({ message: "The members of a form are files and primitives, and not null.", location });
      }
      if (mediaType === jsonType && schema.format === "binary") {
        report({ message: `JSON has no files; use ${formType}.`, location });
      }
      if (schema.readOnly) {
        report({
          message: "A request does not have a `readOnly` member. Leave it out of the schema of the body.",
          location,
        });
      }
      if (schema.properties !== undefined && schema.additionalProperties === undefined) {
        report({
          message:
            "An object in a request body says whether it is closed: with `additionalProperties: false` the client refuses a misspelled member.",
          location,
        });
      }
    }
  },
  Response({ content = {} }, { location, report, resolve }) {
    for (const [mediaType, { schema }] of Object.entries(content)) {
      const place = { location: location.child(["content", mediaType, "schema"]), resolve };
      for (const found of schemasWithin(/** @type {import("./schemas-within.js").LintedSchema} */ (schema), place)) {
        if (found.schema.format === "binary") {
          report({ message: "A response is JSON, which has no files.", location: found.location });
        }
        for (const name of found.schema.required ?? []) {
          const member = found.schema.properties?.[name];
          const from = found.location.source.absoluteRef;
          if (member === undefined || resolve(member, from).node?.writeOnly !== true) continue;
          report({
            message: `A response does not have the \`writeOnly\` member "${name}", so it cannot be required there.`,
            location: found.location,
          });
        }
      }
    }
  },
});
