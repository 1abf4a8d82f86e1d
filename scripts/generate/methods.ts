// generated/methods.ts: the types of the client's methods and of their parameters.
import type { Operation, Parameter } from "./description.js";
import { tsDoc } from "./ts-doc.js";

export function methodsFile(operations: Operation[]): string {
  return `
import type { operations } from "./schema.js";
${operations.map(parametersInterface).join("")}
/** The client's methods, one for each operation of the description, named by operationId. */
export interface OperationMethods<CallOptions> {
  ${operations.map(method).join("\n\n  ")}
}
`;
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

function method(operation: Operation): string {
  const { operationId, method, path, summary, description, parameters } = operation;
  const required = parameters.some((parameter) => parameter.required);
  return `${tsDoc([
    summary,
    description,
    `\`${method} ${path}\``,
    `@param parameters - what the call is about; checked before anything is sent
@param options - signal, timeout and retries of this call alone
@returns the documented body of a success that is proved, never assumed
@throws EnkashParameterError before anything is sent: a parameter is missing, of the wrong type, not in its pattern or unknown
@throws EnkashApiError the server answered with a failure, under whatever status
@throws EnkashResponseError an answer that cannot be trusted either way
@throws EnkashConnectionError no answer; EnkashTimeoutError, one of them: no full answer in time
@throws the signal's own reason, once the caller has aborted`,
  ])}
  ${operationId}(parameters${required ? "" : "?"}: ${parametersName(operationId)}, options?: CallOptions): Promise<${successType(operation)}>;`;
}

/** The documented bodies of the 2xx responses. */
function successType({ operationId, responses }: Operation): string {
  const bodies = responses
    .filter(({ status, body }) => status.startsWith("2") && body !== undefined)
    .map(({ status }) => `operations["${operationId}"]["responses"][${status}]["content"]["application/json"]`);
  return bodies.length === 0 ? "Record<string, never>" : bodies.join(" | ");
}

function parametersName(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Parameters`;
}

function parameterDoc({ description, schema, examples }: Parameter): string {
  const { pattern, enum: values } = schema;
  return tsDoc([
    description,
    pattern === undefined ? undefined : `Pattern: \`${pattern}\``,
    values === undefined ? undefined : `One of: \`${JSON.stringify(values)}\``,
    `@example ${JSON.stringify(examples[0])}`,
  ]);
}
