// generated/operations.ts: what the client knows of the API at run time, and the typed methods that it offers.
import {
  endpoints,
  parameterExamples,
  parametersOf,
  resolve,
  type Description,
  type Endpoint,
  type Parameter,
} from "./description.js";

export function operationsFile(description: Description): string {
  const all = endpoints(description);
  const patterns = new Map(
    all.flatMap(({ operation }) =>
      parametersOf(description, operation).flatMap(({ name, schema }) =>
        schema.pattern === undefined ? [] : [[name, schema.pattern] as const],
      ),
    ),
  );
  return `
import type { operations } from "./schema.js";

/** The servers that the description names. No call goes to any of them unless it is given as \`baseUrl\`. */
export const servers = ${JSON.stringify(description.servers)} as const;

/** The pattern of each parameter, by name. */
export const parameterPatterns = {
  ${[...patterns].map(([name, pattern]) => `${JSON.stringify(name)}: ${literal(pattern)},`).join("\n  ")}
} as const;
${enums(description).join("")}
/** Method, path and parameters of each operation, by operationId. */
export const operationTable = {
  ${all.map((endpoint) => tableRow(description, endpoint)).join("\n  ")}
} as const;
${all.map((endpoint) => parametersInterface(description, endpoint)).join("")}
/** The client's methods, one for each operation of the description, named by operationId. */
export interface OperationMethods<CallOptions> {
  ${all.map((endpoint) => method(description, endpoint)).join("\n\n  ")}
}
`;
}

/** `ErrorType` becomes `errorTypes`: the values of each enum among the schemas, in the description's order. */
function enums(description: Description): string[] {
  return Object.entries(description.components.schemas ?? {}).flatMap(([name, schema]) => {
    if (schema.enum === undefined) return [];
    const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
    return [`\n${doc([schema.description])}\nexport const ${constant} = ${JSON.stringify(schema.enum)} as const;\n`];
  });
}

function tableRow(description: Description, { method, path, operation }: Endpoint): string {
  const parameters = parametersOf(description, operation).map(({ name, in: location, required = false, schema }) => {
    const pattern = schema.pattern === undefined ? "" : `, pattern: parameterPatterns[${JSON.stringify(name)}]`;
    const values = schema.enum === undefined ? "" : `, enum: ${JSON.stringify(schema.enum)}`;
    const rule = `in: "${location}", required: ${required}, type: "${schema.type}"${pattern}${values}`;
    return `${JSON.stringify(name)}: { ${rule} },`;
  });
  return `${operation.operationId}: { method: "${method}", path: ${JSON.stringify(path)}, parameters: {
    ${parameters.join("\n    ")}
  } },`;
}

function parametersInterface(description: Description, { operation }: Endpoint): string {
  const members = parametersOf(description, operation).map((parameter) => {
    const optional = parameter.required === true ? "" : "?";
    const schemaType = `operations["${operation.operationId}"]["parameters"]["${parameter.in}"]`;
    const type = optional === "" ? schemaType : `NonNullable<${schemaType}>`;
    return `${parameterDoc(description, parameter)}\n  ${JSON.stringify(parameter.name)}${optional}: ${type}[${JSON.stringify(parameter.name)}];`;
  });
  return `
/** Parameters of \`${operation.operationId}\`. */
export interface ${parametersName(operation.operationId)} {
  ${members.join("\n\n  ")}
}
`;
}

function method(description: Description, { method, path, operation }: Endpoint): string {
  const required = parametersOf(description, operation).some((parameter) => parameter.required === true);
  return `${doc([
    operation.summary,
    operation.description,
    `\`${method} ${path}\``,
    `@param parameters - what the call is about; checked before anything is sent
@param options - signal, timeout and retries of this call alone
@returns the documented answer of a success that is proved, never assumed
@throws EnkashParameterError before anything is sent: a parameter is missing, of the wrong type, not in its pattern or unknown
@throws EnkashApiError the server answered with a failure, under whatever status
@throws EnkashResponseError an answer that cannot be trusted either way
@throws EnkashConnectionError no answer; EnkashTimeoutError, one of them: no full answer in time
@throws the signal's own reason, once the caller has aborted`,
  ])}
  ${operation.operationId}(parameters${required ? "" : "?"}: ${parametersName(operation.operationId)}, options?: CallOptions): Promise<${successType(description, operation)}>;`;
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
  const example = JSON.stringify(parameterExamples(description, parameter)[0]);
  return doc([
    parameter.description,
    pattern === undefined ? undefined : `Pattern: \`${pattern}\``,
    values === undefined ? undefined : `One of: \`${JSON.stringify(values)}\``,
    `@example ${example}`,
  ]);
}

/** A TSDoc comment of paragraphs. */
function doc(paragraphs: (string | undefined)[]): string {
  const text = paragraphs.flatMap((paragraph) => paragraph?.trim() ?? []).join("\n\n");
  return `/**\n${text.replaceAll("*/", "*\\/").replace(/^/gm, " * ")}\n */`;
}

/** The pattern as a literal of a regular expression, in the Unicode mode that JSON Schema asks for. */
function literal(pattern: string): string {
  return new RegExp(pattern, "u").toString();
}
