// A schema of the description, and the type of a value, for readers.
import { escapeHtml } from "../page/escape-html.js";
import { evidence } from "./evidence.js";
import { heading } from "./html.js";
import { text } from "./markdown.js";

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  deprecated?: boolean;
  example?: unknown;
}

export function schemaSection(name: string, schema: Schema): string {
  const described = schema.description === undefined ? "" : evidence(text(schema.description));
  return `<section>${heading(3, `schema-${name}`, `<code>${name}</code>`)}
<p class="type">${schemaType(schema)}</p>
${described}
${members(name, schema)}
${schema.enum === undefined ? "" : values(schema.enum)}</section>`;
}

/** Like "string or null", "array of ApiSubError". */
export function schemaType(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.oneOf !== undefined) return schema.oneOf.map(schemaType).join(" or ");
  const types = [schema.type ?? "any"].flat().map((type) => {
    return type === "array" && schema.items !== undefined ? `array of ${schemaType(schema.items)}` : type;
  });
  return types.join(" or ") + (schema.format === undefined ? "" : ` (${schema.format})`);
}

/** What a type line says besides the type. */
export function limits({ minimum, maximum, deprecated = false }: Schema): string {
  const limits = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(deprecated ? ["<b>deprecated</b>"] : []),
  ];
  return limits.map((limit) => ` · ${limit}`).join("");
}

/** The values that an enum allows. */
export function values(allowed: unknown[]): string {
  return `<ul class="values">${allowed.map((value) => `<li><code>${escapeHtml(String(value))}</code></li>`).join("")}</ul>`;
}

function members(name: string, { properties = {}, required = [] }: Schema): string {
  return Object.entries(properties)
    .map(([member, schema]) => {
      const example =
        schema.example === undefined
          ? ""
          : `<p>Example: <code>${escapeHtml(JSON.stringify(schema.example))}</code></p>`;
      return `<div class="parameter">${heading(4, `schema-${name}-${member}`, `<code>${member}</code>`)}
<p class="type">${schemaType(schema)}${limits(schema)}${required.includes(member) ? ' · <b class="required">required</b>' : ""}</p>
${schema.description === undefined ? "" : evidence(text(schema.description))}${example}</div>`;
    })
    .join("\n");
}
