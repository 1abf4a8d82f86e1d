// generated/operations.ts: what the client needs from the description at run time.
import { successesOf, type Description, type DescribedOperation } from "./description.js";
import { patternLiteral, ruleWriter } from "./rules.js";

export function operationsFile({ servers, operations, tokenUrl }: Description): string {
  const writer = ruleWriter();
  const rows = operations.map((operation) => tableRow(operation, writer));
  return `
${checksImport(writer.usedChecks)}${mediaTypeImport(operations)}import type { Operation } from "../src/operation.js";
import type { Schema } from "../src/schema.js";

/** The servers that the description names. No call goes to any of them unless it is given as \`baseUrl\`. */
export const servers = ${JSON.stringify(servers)} as const;

/** The patterns of each operation's parameters, by name. */
export const parameterPatterns = {
  ${operations.map(patternsOf).join("\n  ")}
} as const;

/** The operations of the description. */
export type OperationId = ${operations.map(({ operationId }) => JSON.stringify(operationId)).join(" | ")};

${writer.constants()}
/** For each operation, what is sent and what a success is. */
export const operationTable: Readonly<Record<OperationId, Operation>> = {
  ${rows.join("\n  ")}
};

/** The path of the token endpoint (OAuth password grant), the same on every server. */
export const tokenPath = ${JSON.stringify(tokenUrl)};
`;
}

function patternsOf({ operationId, parameters }: DescribedOperation): string {
  const patterns = parameters.flatMap(({ name, schema: { pattern } }) => {
    return pattern === undefined ? [] : [`${JSON.stringify(name)}: ${patternLiteral(pattern)}`];
  });
  return `${operationId}: { ${patterns.join(", ")} },`;
}

function tableRow(operation: DescribedOperation, { rule }: ReturnType<typeof ruleWriter>): string {
  const { operationId, method, path, anonymous, parameters, body } = operation;
  const rules = parameters.map(({ name, in: place, required, schema }) => {
    const first = [`in: "${place}"`, `required: ${required}`];
    return `${JSON.stringify(name)}: ${rule(schema, "request", first)},`;
  });
  if (body !== undefined) {
    const first = [`in: "body"`, `required: ${body.required}`, `mediaType: ${mediaTypes[body.mediaType]}`];
    rules.push(`body: ${rule(body.schema, "request", first)},`);
  }
  const successes = successesOf(operation).map(({ status, schema }) => {
    // Whatever is in errorResponse makes the response a failure (src/envelope.ts), so its type is not checked.
    const members = Object.entries(schema.properties).filter(([name]) => name !== "errorResponse");
    return `${status}: ${rule({ ...schema, properties: Object.fromEntries(members) }, "response")},`;
  });
  const access = anonymous ? " anonymous: true," : "";
  return `${operationId}: { path: ${JSON.stringify(path)},${access} parameters: {
    ${rules.join("\n    ")}
  }, successes: { ${successes.join(" ")} }, method: "${method}" },`;
}

/** The constants of src/media-types.ts. */
const mediaTypes = { "application/json": "json", "multipart/form-data": "form" };

/** Imports what is used, as the import of the media types does. */
function checksImport(used: Set<string>): string {
  return used.size === 0 ? "" : `import { ${[...used].sort().join(", ")} } from "../src/checks.js";\n`;
}

/** Imports what is used, so that a bundle has no code for a media type that no operation has. */
function mediaTypeImport(operations: DescribedOperation[]): string {
  const used = new Set(operations.flatMap(({ body }) => (body === undefined ? [] : mediaTypes[body.mediaType])));
  return used.size === 0 ? "" : `import { ${[...used].join(", ")} } from "../src/media-types.js";\n`;
}
