// generated/methods.ts: the typed methods that the client offers. Types alone, nothing of it is there at run time.
import {
  endpoints,
  parameterExamples,
  parametersOf,
  resolve,
  tsDoc,
  type Description,
  type Endpoint,
  type Parameter,
} from "./description.js";

export function methodsFile(description: Description): string {
  const all = endpoints(description);
  return `
import type { operations } from "./schema.js";
${all.map((endpoint) => parametersInterface(description, endpoint)).join("")}
/** The client's methods, one for each operation of the description, named by operationId. */
export interface OperationMethods<CallOptions> {
  ${all.map((endpoint) => method(description, endpoint)).join("\n\n  ")}
}
`;
}

function parametersInterface(description: Description, { operation }: Endpoint): string {
  const { operationId } = operation;
  const members = parametersOf(description, operation).map((parameter) => {
    const name = JSON.stringify(parameter.name);
    const placed = `operations["${operationId}"]["parameters"]["${parameter.in}"]`;
    // openapi-typescript makes the whole place optional where each of its parameters is.
    const member = parameter.required === true ? `${name}: ${placed}` : `${name}?: NonNullable<${placed}>`;
    return `${parameterDoc(description, parameter)}\n  ${member}[${name}];`;
  });
  return `
/** Parameters of \`${operationId}\`. */
export interface ${parametersName(operationId)} {
  ${members.join("\n\n  ")}
}
`;
}

function method(description: Description, { method, path, operation }: Endpoint): string {
  const { operationId, summary, description: meaning } = operation;
  const required = parametersOf(description, operation).some((parameter) => parameter.required === true);
  return `${tsDoc([
    summary,
    meaning,
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
  ${operationId}(parameters${required ? "" : "?"}: ${parametersName(operationId)}, options?: CallOptions): Promise<${successType(description, operation)}>;`;
}

/** The documented bodies of the 2xx answers. */
function successType(description: Description, { operationId, responses }: Endpoint["operation"]): string {
  const bodies = Object.entries(responses)
    .filter(([status, response]) => status.startsWith("2") && resolve(description, response).content !== undefined)
    .map(([status]) => `operations["${operationId}"]["responses"][${status}]["content"]["application/json"]`);
  return bodies.length === 0 ? "Record<string, never>" : bodies.join(" | ");
}

function parametersName(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Parameters`;
}

function parameterDoc(description: Description, parameter: Parameter): string {
  const { pattern, enum: values } = parameter.schema;
  return tsDoc([
    parameter.description,
    pattern === undefined ? undefined : `Pattern: \`${pattern}\``,
    values === undefined ? undefined : `One of: \`${JSON.stringify(values)}\``,
    `@example ${JSON.stringify(parameterExamples(description, parameter)[0])}`,
  ]);
}
