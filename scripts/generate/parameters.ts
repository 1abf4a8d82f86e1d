// generated/parameters.ts: the type of each method's parameters.
import type { Operation, Parameter } from "./description.js";
import { code, escapeExample, tsDoc } from "./ts-doc.js";

export function parametersFile(operations: Operation[]): string {
  return `
import type { operations } from "./schema.js";
${operations.map(parametersInterface).join("")}`;
}

export function parametersName(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Parameters`;
}

function parametersInterface({ operationId, parameters }: Operation): string {
  const members = parameters.map((parameter) => {
    const name = JSON.stringify(parameter.name);
    const placed = `operations["${operationId}"]["parameters"]["${parameter.in}"]`;
    // openapi-typescript makes "path" or "query" optional if all parameters in it are.
    const member = parameter.required ? `${name}: ${placed}` : `${name}?: NonNullable<${placed}>`;
    return `${parameterDoc(parameter)}\n  ${member}[${name}];`;
  });
  return `
/** Parameters of \`${operationId}\`. */
export interface ${parametersName(operationId)} {
  ${members.join("\n\n  ")}
}
`;
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
