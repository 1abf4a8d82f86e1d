// Texts and values as JSON, as JavaScript and in a shell. The generator writes its samples with the same functions.

/** For a literal in single quotes of a POSIX shell, in which no character can be escaped. */
export function inShellQuotes(text: string): string {
  return text.replaceAll("'", "'\\''");
}

/** The text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${inShellQuotes(text)}'`;
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

/** One unit of UTF-16 as an escape, in JSON and in JavaScript. */
export function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
