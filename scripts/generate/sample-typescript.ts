// The request sample in TypeScript, which uses this package.
import { javascript, memberName } from "../../docs/page/literals.js";
import type { Operation } from "./description.js";
import { variable } from "./sample-languages.js";
import type { SampleBody } from "./sample-printer.js";

export function typescriptSample(
  baseUrl: string,
  { operationId, parameters }: Operation,
  body: SampleBody | undefined,
): string {
  const members = parameters.map(({ name, examples }) => member(name, javascript(examples[0], "  "), "  "));
  if (body !== undefined) members.push(member("body", bodyExpression(body), "  "));
  const hasForm = body !== undefined && "form" in body;
  return `${hasForm ? 'import { readFile } from "node:fs/promises";\n\n' : ""}import { createEnkashClient } from "enkash-customer-client";

const enkash = createEnkashClient({
  baseUrl: ${JSON.stringify(baseUrl)},
  accessToken: process.env["${variable}"] ?? "",
});

const answer = await enkash.${operationId}(${members.length === 0 ? "" : `{\n${members.join("")}}`});
console.log(answer);
`;
}

function bodyExpression(body: SampleBody): string {
  if ("json" in body) return javascript(body.json, "  ");
  const members = body.form.map((part) => {
    if ("value" in part) return member(part.name, javascript(part.value, "    "), "    ");
    const file = JSON.stringify(part.fileName);
    return member(part.name, `new File([await readFile(${file})], ${file})`, "    ");
  });
  return `{\n${members.join("")}  }`;
}

function member(name: string, expression: string, indent: string): string {
  return `${indent}${memberName(name)}: ${expression},\n`;
}
