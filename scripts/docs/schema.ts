// A schema of the description, and the type of a value, for readers.
import type { DescribedSchema } from "../generate/description.js";
import { escapeHtml } from "../../docs/page/escape-html.js";
import { evidence } from "./evidence.js";
import { heading, idPart } from "./html.js";
import { text } from "./markdown.js";

export function schemaSection(name: string, schema: DescribedSchema, level = 3): string {
  const described = schema.description === undefined ? "" : evidence(text(schema.description, `schema-${name}`));
  return `<section>${heading(level, `schema-${name}`, `<code>${name}</code>`)}
<p class="type">${schemaType(schema)}${limits(schema)}</p>
${described}
${rules(`schema-${name}`, schema, level + 1)}</section>`;
}

/** Like "string or null", "array of ApiSubError". */
export function schemaType({ name, type, format, items, nullable }: DescribedSchema): string {
  const orNull = nullable ? " or null" : "";
  if (name !== undefined) return `<a href="#schema-${name}">${name}</a>${orNull}`;
  if (format === "binary") return "file";
  const item = items === undefined ? "" : schemaType(items);
  const elements = item && ` of ${items?.nullable ? `(${item})` : item}`;
  return `${type}${elements}${orNull}${format === undefined ? "" : ` (${format})`}`;
}

/** The end of a type line. A schema with a section of its own has the rest there. */
export function limits({ name, closed, deprecated, others, ...schema }: DescribedSchema): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, minItems, maxItems } = schema;
  const limits = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
    ...(minLength === undefined ? [] : [`at least ${minLength} characters`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(minItems === undefined ? [] : [`at least ${minItems} items`]),
    ...(maxItems === undefined ? [] : [`at most ${maxItems} items`]),
    ...(schema.uniqueItems ? ["no item twice"] : []),
    ...(others !== undefined && name === undefined ? [`each member: ${schemaType(others)}`] : []),
    ...(closed && name === undefined ? ["no other members"] : []),
    ...(deprecated ? ["<b>deprecated</b>"] : []),
  ];
  return limits.map((limit) => ` · ${limit}`).join("");
}

/** What a value must be besides its type: pattern, enum, items, members. */
export function rules(
  id: string,
  { pattern, enum: allowed, items, ...schema }: DescribedSchema,
  level: number,
): string {
  return `${pattern === undefined ? "" : `<p>Pattern: <code>${escapeHtml(pattern)}</code></p>`}
${allowed === undefined ? "" : `<p>One of:</p>${values(allowed)}`}
${items === undefined || items.name !== undefined ? "" : itemRules(id, items, level)}
${members(id, schema, level)}`;
}

function itemRules(id: string, items: DescribedSchema, level: number): string {
  const inner = rules(id, items, level).trim();
  if (limits(items) === "" && inner === "") return "";
  return `<div class="nested"><p class="type">Each item: ${schemaType(items)}${limits(items)}</p>
${items.description === undefined ? "" : evidence(text(items.description, `${id}-item`))}
${inner}</div>`;
}

function values(allowed: unknown[]): string {
  return `<ul class="values">${allowed.map((value) => `<li><code>${escapeHtml(String(value))}</code></li>`).join("")}</ul>`;
}

function members(
  id: string,
  { properties, required }: Pick<DescribedSchema, "properties" | "required">,
  level: number,
): string {
  return Object.entries(properties)
    .map(([member, schema]) =>
      memberSection(`${id}-${idPart(member)}`, member, schema, required.includes(member), level),
    )
    .join("\n");
}

function memberSection(
  id: string,
  member: string,
  schema: DescribedSchema,
  isRequired: boolean,
  level: number,
): string {
  const { name, description, example } = schema;
  const shown = example === undefined ? "" : `<p>Example: <code>${escapeHtml(JSON.stringify(example))}</code></p>`;
  const inner = name === undefined ? rules(id, schema, level + 1).trim() : "";
  return `<div class="parameter">${heading(Math.min(level, 6), id, `<code>${escapeHtml(member)}</code>`)}
<p class="type">${schemaType(schema)}${limits(schema)}${isRequired ? ' · <b class="required">required</b>' : ""}</p>
${description === undefined ? "" : evidence(text(description, id))}${inner}${shown}</div>`;
}
