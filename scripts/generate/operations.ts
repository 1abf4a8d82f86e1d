// generated/operations.ts: what the client knows of the API at run time.
import { endpoints, parametersOf, tsDoc, type Description, type Endpoint } from "./description.js";

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

/** Where a token is had by password grant, on any of the servers. */
export const tokenPath = ${JSON.stringify(tokenPath(description))};
`;
}

function tokenPath({ components }: Description): string {
  const [url = ""] = Object.values(components.securitySchemes ?? {}).flatMap(
    ({ flows }) => flows?.password?.tokenUrl ?? [],
  );
  if (url.startsWith("/")) return url;
  throw new Error(`src/auth/ needs an oauth2 scheme with a password flow and a tokenUrl from "/"; got "${url}"`);
}

/** `ErrorType` becomes `errorTypes`: the values of each enum among the schemas, in the description's order. */
function enums(description: Description): string[] {
  return Object.entries(description.components.schemas ?? {}).flatMap(([name, schema]) => {
    if (schema.enum === undefined) return [];
    const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
    return [`\n${tsDoc([schema.description])}\nexport const ${constant} = ${JSON.stringify(schema.enum)} as const;\n`];
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

/** The pattern as a literal of a regular expression, in the Unicode mode that JSON Schema asks for. */
function literal(pattern: string): string {
  return new RegExp(pattern, "u").toString();
}
