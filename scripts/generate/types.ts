// generated/types.ts: a type for each component schema, of its name, and the type of each method's parameters.
import type { Description, Operation, Parameter, RequestBody } from "./description.js";
import { code, escapeExample, tsDoc } from "./ts-doc.js";

export function typesFile({ schemas, operations }: Description): string {
  return `
import type { components, operations } from "./schema.js";

${Object.keys(schemas)
  .map((name) => `export type ${name} = components["schemas"]["${name}"];\n`)
  .join("")}
${operations.map(parametersInterface).join("")}`;
}

export function parametersName(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Parameters`;
}

function parametersInterface({ operationId, parameters, body }: Operation): string {
  const members = parameters.map((parameter) => {
    const name = JSON.stringify(parameter.name);
    const placed = `operations["${operationId}"]["parameters"]["${parameter.in}"]`;
    // openapi-typescript makes "path" or "query" optional if all parameters in it are.
    const member = parameter.required ? `${name}: ${placed}` : `${name}?: NonNullable<${placed}>`;
    return `${parameterDoc(parameter)}\n  ${member}[${name}];`;
  });
  if (body !== undefined) members.push(bodyMember(operationId, body));
  return `
/** Parameters of \`${operationId}\`. */
export interface ${parametersName(operationId)} {
  ${members.join("\n\n  ")}
}
`;
}

function bodyMember(operationId: string, { mediaType, required, description, schema, examples }: RequestBody): string {
  const [example] = examples;
  const tags = example === undefined ? [] : [`@example ${escapeExample(JSON.stringify(example.value))}`];
  const doc = tsDoc([description ?? schema.description ?? "The request body.", `Sent as \`${mediaType}\`.`], tags);
  const type = schema.name ?? `NonNullable<operations["${operationId}"]["requestBody"]>["content"]["${mediaType}"]`;
  return `${doc}\n  body${required ? "" : "?"}: ${type};`;
}

function parameterDoc({ description, deprecated, schema, examples }: Parameter): string {
  const { pattern, enum: values, minimum, maximum } = schema;
  return tsDoc(
    [
      description,
      pattern === undefined ? undefined : `Pattern: ${code(pattern)}`,
      values === undefined ? undefined : `One of: ${code(JSON.stringify(values))}`,
      minimum === undefined ? undefined : `At least ${minimum}.`,
      maximum === undefined ? undefined : `At most ${maximum}.`,
    ],
    [...(deprecated ? ["@deprecated"] : []), `@example ${escapeExample(JSON.stringify(examples[0]))}`],
  );
}
