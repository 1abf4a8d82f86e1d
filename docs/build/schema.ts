// A schema of the description, and the type of a value, for readers.
import type { Schema } from "../../scripts/generate/description.js";
import { escapeHtml } from "../page/escape-html.js";
import { evidence } from "./evidence.js";
import { heading } from "./html.js";
import { text } from "./markdown.js";

export function schemaSection(name: string, schema: Schema): string {
  const described = schema.description === undefined ? "" : evidence(text(schema.description));
  return `<section>${heading(3, `schema-${name}`, `<code>${name}</code>`)}
<p class="type">${schemaType(schema)}</p>
${described}
${members(name, schema)}
${schema.enum === undefined ? "" : values(schema.enum)}</section>`;
}

/** Like "string or null", "array of ApiSubError". */
export function schemaType({ name, type, format, items, nullable }: Schema): string {
  const orNull = nullable ? " or null" : "";
  if (name !== undefined) return `<a href="#schema-${name}">${name}</a>${orNull}`;
  if (format === "binary") return "file";
  const elements = items === undefined ? "" : ` of ${schemaType(items)}`;
  return `${type}${elements}${orNull}${format === undefined ? "" : ` (${format})`}`;
}

/** What a type line says besides the type. */
export function limits({ minimum, maximum, deprecated }: Pick<Schema, "minimum" | "maximum" | "deprecated">): string {
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

function members(name: string, { properties, required }: Schema): string {
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
