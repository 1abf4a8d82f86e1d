// The fields of a form of try.html: one for each parameter, one for a JSON body, one for each member of a form.
import type { DescribedParameter, DescribedRequestBody, DescribedSchema } from "../generate/description.js";
import { escapeHtml } from "../../docs/page/escape-html.js";
import { idPart } from "./html.js";
import { referenceLink } from "./reference.js";

/** An array or an object is written as JSON. */
export function parameterField(
  operationId: string,
  { name, in: place, required, schema, examples }: DescribedParameter,
): string {
  const [example] = examples;
  const isGroup = schema.type === "array" || schema.type === "object";
  const rule = [`in ${place}`, ...(isGroup ? ["as JSON"] : []), requirement(required), ...allowed(schema)];
  const text = typeof example === "string" ? example : JSON.stringify(example);
  return field(operationId, { name, label: name, required, rule }, (attributes) => input(attributes, text, !isGroup));
}

export function bodyFields(
  operationId: string,
  { mediaType, required, schema, examples }: DescribedRequestBody,
): string[] {
  if (mediaType === "multipart/form-data") {
    return Object.entries(schema.properties).map(([member, of]) =>
      memberField(operationId, member, of, schema.required.includes(member)),
    );
  }
  const link = `<a href="${referenceLink(`${operationId}-body`)}">${schema.name ?? "its members"}</a>`;
  const text = JSON.stringify(examples[0]?.value, null, 2);
  const rows = Math.min(text.split("\n").length, 16);
  const rule = ["JSON", requirement(required), link];
  return [
    field(operationId, { name: "body", label: "body", required, rule }, (attributes) => {
      return `<textarea ${attributes} rows="${rows}" autocapitalize="off">\n${escapeHtml(text)}</textarea>`;
    }),
  ];
}

function memberField(operationId: string, member: string, schema: DescribedSchema, required: boolean): string {
  const isFile = schema.format === "binary";
  const rule = [isFile ? "a file" : "in the form", requirement(required), ...allowed(schema)];
  const { example = "" } = schema;
  const text = typeof example === "string" ? example : JSON.stringify(example);
  // No parameter has a slash in its name.
  return field(operationId, { name: `body/${member}`, label: `body.${member}`, required, rule }, (attributes) => {
    return isFile ? `<input type="file" ${attributes} />` : input(attributes, text, false);
  });
}

interface Field {
  name: string;
  label: string;
  required: boolean;
  /** Parts of the line below it, as HTML. */
  rule: string[];
}

function field(
  operationId: string,
  { name, label, required, rule }: Field,
  control: (attributes: string) => string,
): string {
  const id = `${operationId}-${idPart(name)}`;
  const attributes = `id="${id}" name="${escapeHtml(name)}" aria-describedby="${id}-rule ${id}-refusal" autocomplete="off" spellcheck="false"${required ? ' aria-required="true"' : ""}`;
  return `<div class="field">
<label for="${id}">${escapeHtml(label)}</label>
${control(attributes)}
<p id="${id}-rule" class="rule">${rule.join(", ")}</p>
<p id="${id}-refusal" class="refusal" data-part="refusal-${escapeHtml(name)}" aria-live="polite"></p>
</div>`;
}

function input(attributes: string, value: string, isCode: boolean): string {
  return `<input ${attributes} value="${escapeHtml(value)}" autocapitalize="${isCode ? "characters" : "off"}" />`;
}

function requirement(required: boolean): string {
  return required ? "required" : "optional: leave it empty to send none";
}

function allowed({ pattern, enum: values }: DescribedSchema): string[] {
  const rule = pattern ?? values?.join(" | ");
  return rule === undefined ? [] : [`<code>${escapeHtml(rule)}</code>`];
}
