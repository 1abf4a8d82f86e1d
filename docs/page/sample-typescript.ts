// A call as a program in TypeScript that uses this package: the request sample, and the code under "Try it".
import { isObject } from "../../src/errors.js";
import { javascript } from "./literals.js";

/** The environment variable that has the token. */
export const tokenVariable = "ENKASH_ACCESS_TOKEN";

export interface SampleCall {
  baseUrl: string;
  operationId: string;
  /** Whether the operation takes a token. */
  hasToken: boolean;
  /** The body among them. A file in a form is read from the folder in which the program runs. */
  parameters: Readonly<Record<string, unknown>>;
  /** A `Prefer` header for the sandbox. */
  prefer?: string;
}

export function typescriptSample({ baseUrl, operationId, hasToken, parameters, prefer }: SampleCall): string {
  const { body } = parameters;
  const hasFile = isObject(body) && Object.values(body).some((member) => member instanceof File);
  const given = Object.keys(parameters).length === 0 ? "" : javascript(parameters, "");
  return `${hasFile ? 'import { readFile } from "node:fs/promises";\n\n' : ""}import { createEnkashClient } from "enkash-customer-client";

const enkash = createEnkashClient({
  baseUrl: ${JSON.stringify(baseUrl)},
${hasToken ? `  accessToken: process.env["${tokenVariable}"] ?? "",\n` : ""}${prefer === undefined ? "" : `  headers: { prefer: ${JSON.stringify(prefer)} }, // Only the sandbox reads it.\n`}});

const result = await enkash.${operationId}(${given});
console.log(result);
`;
}
