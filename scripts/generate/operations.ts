// generated/operations.ts: what the client needs of the description at run time.
import { isSuccess, type Description, type Operation } from "./description.js";
import { tsDoc } from "./ts-doc.js";

export function operationsFile({ servers, operations, enums, tokenUrl }: Description): string {
  const patterns = new Map(
    operations
      .flatMap(({ parameters }) => parameters)
      .flatMap(({ name, schema }) => (schema.pattern === undefined ? [] : [[name, schema.pattern] as const])),
  );
  return `
/** The servers that the description names. No call goes to any of them unless it is given as \`baseUrl\`. */
export const servers = ${JSON.stringify(servers)} as const;

/** The pattern of each parameter, by name. */
export const parameterPatterns = {
  ${[...patterns].map(([name, pattern]) => `${JSON.stringify(name)}: ${literal(pattern)},`).join("\n  ")}
} as const;
${enums.map(enumConstant).join("")}
/** Method, path, parameters and statuses of a success with a body of each operation, by operationId. */
export const operationTable = {
  ${operations.map(tableRow).join("\n  ")}
} as const;

/** Where a token is had by password grant, on any of the servers. */
export const tokenPath = ${JSON.stringify(tokenUrl)};
`;
}

/** `ErrorType` becomes `errorTypes`: the values of the enum, in the description's order. */
function enumConstant({ name, description, values }: Description["enums"][number]): string {
  const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
  return `\n${tsDoc([description])}\nexport const ${constant} = ${JSON.stringify(values)} as const;\n`;
}

function tableRow({ operationId, method, path, parameters, responses }: Operation): string {
  const successes = responses.filter(isSuccess);
  const rows = parameters.map(({ name, in: location, required, schema }) => {
    const pattern = schema.pattern === undefined ? "" : `, pattern: parameterPatterns[${JSON.stringify(name)}]`;
    const values = schema.enum === undefined ? "" : `, enum: ${JSON.stringify(schema.enum)}`;
    const minimum = schema.minimum === undefined ? "" : `, minimum: ${schema.minimum}`;
    const maximum = schema.maximum === undefined ? "" : `, maximum: ${schema.maximum}`;
    const rule = `in: "${location}", required: ${required}, type: "${schema.type}"${pattern}${values}${minimum}${maximum}`;
    return `${JSON.stringify(name)}: { ${rule} },`;
  });
  return `${operationId}: { method: "${method}", path: ${JSON.stringify(path)}, parameters: {
    ${rows.join("\n    ")}
  }, successes: [${successes.map(({ status }) => status).join(", ")}] },`;
}

/** The pattern as a regular expression literal, in Unicode mode as JSON Schema asks for. */
function literal(pattern: string): string {
  return new RegExp(pattern, "u").toString();
}
