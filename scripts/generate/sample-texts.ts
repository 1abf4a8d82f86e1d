// Texts as the literals of programming languages.

/** For a literal in double quotes. The text has no line breaks. */
export function inDoubleQuotes(text: string): string {
  return text.replace(/[\\"]/g, "\\$&");
}

/** For a literal in single quotes, of a language without interpolation in it. */
export function inSingleQuotes(text: string): string {
  return text.replace(/[\\']/g, "\\$&");
}

/** JSON in one line of ASCII, because some languages read their source, or write a body, in an encoding of the locale. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, escapedUnit);
}

/** JSON with line breaks and indentation. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(invisible, escapedUnit);
}

/** A value of JSON, or a file to read, as an expression of JavaScript. `indent` is that of the line on which it begins. */
export function javascript(value: unknown, indent: string): string {
  if (value instanceof File) return `new File([await readFile(${jsonText(value.name)})], ${jsonText(value.name)})`;
  if (typeof value !== "object" || value === null) return jsonText(value);
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((item) => javascript(item, inner))
    : Object.entries(value).map(([name, member]) => `${memberName(name)}: ${javascript(member, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return members.length === 0
    ? `${open}${close}`
    : `${open}\n${members.map((member) => `${inner}${member},\n`).join("")}${indent}${close}`;
}

function memberName(name: string): string {
  if (name === "__proto__") return '["__proto__"]'; // Without brackets it would set the prototype.
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : jsonText(name);
}

/** Invisible characters. Some languages take U+2028 for a line break. */
const invisible = /[\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]/g;

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
