// The lint rules that redocly.yaml's own assertions cannot express, since they look through $ref or at several places.

import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const parameterKeys = ["name", "in", "required", "description", "deprecated", "schema", "example", "examples"];
const schemaKeys = ["type", "pattern", "enum", "title", "description", "deprecated", "default", "example", "examples"];
const types = ["string", "integer", "number", "boolean"];

/** An answer with an error status has a body whose `errorResponse` is the schema ErrorResponse. */
const errorAnswerUsesErrorResponse = () => ({
  Response(response, { key, location, report, resolve }) {
    if (!/^[45]/.test(key)) return;
    const mediaTypes = Object.values(response.content ?? {});
    const carriesErrorResponse = ({ schema }) => {
      const envelope = schema?.$ref === undefined ? schema : resolve(schema).node;
      const member = envelope?.properties?.errorResponse;
      return [member, ...(member?.oneOf ?? [])].some((branch) => /\bErrorResponse(\.yaml)?$/.test(branch?.$ref ?? ""));
    };
    if (mediaTypes.length > 0 && mediaTypes.every(carriesErrorResponse)) return;
    report({
      message: `The answer for ${key} needs a body whose errorResponse is a $ref to ErrorResponse, as schemas/Envelope.yaml has.`,
      location,
    });
  },
});

/**
 * What the client would have to ignore is refused here, where it has a file and a line, and not sent wrongly later:
 * a method takes one flat object of primitive path and query parameters, each held to a type, a pattern or an enum, and
 * gives an envelope.
 */
const supportedByTheClient = () => {
  const patterns = new Map();
  return {
    Operation(operation, { key, location, report, resolve }) {
      if (
        !/^[a-z][A-Za-z0-9]*$/.test(operation.operationId ?? "") ||
        ["http", "then"].includes(operation.operationId)
      ) {
        report({
          message: `operationId names a method of the client: letters and digits, lower case first, neither "http" nor "then"; got "${operation.operationId}".`,
          location: location.child("operationId"),
        });
      }
      if (key !== "delete" && operation.requestBody !== undefined) {
        report({ message: "The client sends no request body yet.", location: location.child("requestBody") });
      }
      const names = (operation.parameters ?? []).map((parameter) => resolve(parameter).node?.name ?? parameter.name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined) {
        report({
          message: `A method takes one flat object: "${twice}" cannot be both a path and a query parameter.`,
          location: location.child("parameters"),
        });
      }
    },
    Response(response, { key, location, report }) {
      for (const [mediaType, { schema, examples }] of Object.entries(response.content ?? {})) {
        const place = location.child("content").child(mediaType);
        if (/^2/.test(key) && !/\bEnvelope(\.yaml)?$/.test(schema?.$ref ?? "")) {
          report({
            message: `The client proves a success by schemas/Envelope.yaml alone; the answer for ${key} needs a $ref to it.`,
            location: place,
          });
        }
        if (Object.keys(examples ?? {}).length === 0) {
          report({
            message: `The answer for ${key} needs named \`examples\`. The sandbox gives the first of them.`,
            location: place,
          });
        }
      }
    },
    PathItem(pathItem, { location, report }) {
      if (pathItem.parameters === undefined) return;
      report({
        message: "Parameters stand at the operation, so that one file tells the whole call.",
        location: location.child("parameters"),
      });
    },
    Parameter(parameter, { location, report, resolve }) {
      const schema = parameter.schema?.$ref === undefined ? parameter.schema : resolve(parameter.schema).node;
      const foreign = [
        ...Object.keys(parameter).filter((key) => !parameterKeys.includes(key)),
        ...Object.keys(schema ?? {}).filter((key) => !schemaKeys.includes(key)),
      ].filter((key) => !key.startsWith("x-"));
      if (foreign.length > 0) {
        report({
          message: `The client does not check or serialize "${foreign.join('", "')}" of a parameter; express it as a pattern or an enum.`,
          location,
        });
      }
      if (!["path", "query"].includes(parameter.in) || !types.includes(schema?.type)) {
        report({
          message: `The client sends path and query parameters of type ${types.join(", ")}; got ${schema?.type} in ${parameter.in}.`,
          location,
        });
      }
      if (patterns.has(parameter.name) && patterns.get(parameter.name) !== schema?.pattern) {
        report({
          message: `"${parameter.name}" has another pattern elsewhere, and parameterPatterns has one entry a name.`,
          location,
        });
      }
      patterns.set(parameter.name, schema?.pattern);
    },
  };
};

/** A file that nothing leads to is an operation, or a part of one, that was written and never described. */
const everyFileUsed = () => {
  const used = new Set();
  return {
    ref(_, __, { location }) {
      if (location !== undefined) used.add(location.source.absoluteRef);
    },
    Root: {
      leave(_, { location, report }) {
        const root = location.source.absoluteRef;
        const folder = dirname(root);
        for (const file of readdirSync(folder, { recursive: true }).map((name) => join(folder, name))) {
          if (!file.endsWith(".yaml") || file === root || used.has(file)) continue;
          report({
            message: `No $ref leads to ${relative(folder, file)}. A path is named under "paths" here.`,
            location,
          });
        }
      },
    },
  };
};

export default () => ({
  id: "enkash",
  rules: {
    oas3: {
      "error-answer-uses-error-response": errorAnswerUsesErrorResponse,
      "supported-by-the-client": supportedByTheClient,
      "every-file-used": everyFileUsed,
    },
  },
});
