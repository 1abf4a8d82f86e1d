// The request body of an operation in the API reference.
import type { DescribedRequestBody } from "../generate/description.js";
import { escapeHtml } from "../../docs/page/escape-html.js";
import { evidence } from "./evidence.js";
import { codeBlock, heading } from "./html.js";
import { text } from "./markdown.js";
import { limits, rules, schemaType } from "./schema.js";

export function requestBodySection(operationId: string, body: DescribedRequestBody): string {
  const { mediaType, required, schema, description = schema.description, examples } = body;
  const id = `${operationId}-body`;
  const [example] = examples;
  return `${heading(3, id, "Request body")}
<p class="type">${mediaType} · ${schemaType(schema)} · ${required ? '<b class="required">required</b>' : "optional"}${limits(schema)}</p>
${description === undefined ? "" : evidence(text(description, id))}
${schema.name === undefined ? rules(id, schema, 4) : ""}
${example === undefined ? "" : exampleBlock(example.summary ?? example.name, example.value)}`;
}

function exampleBlock(title: string, value: unknown): string {
  return `<p>Example: ${evidence(escapeHtml(title))}</p>
${codeBlock(JSON.stringify(value, null, 2), "json", "Example of the request body")}`;
}
