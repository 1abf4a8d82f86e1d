// Texts as the literals of programming languages.

/** For a literal in double quotes. The text has no line breaks. */
export function inDoubleQuotes(text: string): string {
  return text.replace(/[\\"]/g, "\\$&");
}

/** For a literal in single quotes, of a language without interpolation in it. */
export function inSingleQuotes(text: string): string {
  return text.replace(/[\\']/g, "\\$&");
}

/** For a literal in single quotes of a POSIX shell, in which no character can be escaped. */
export function inShellQuotes(text: string): string {
  return text.replaceAll("'", "'\\''");
}

/** JSON in one line of ASCII, because some languages read their source, or write a body, in an encoding of the locale. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, escapedUnit);
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** JSON as people write it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A value of JSON as an expression of JavaScript. `indent` is that of the line on which it begins. */
export function javascript(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((item) => javascript(item, inner))
    : Object.entries(value).map(([name, member]) => `${memberName(name)}: ${javascript(member, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return members.length === 0
    ? `${open}${close}`
    : `${open}\n${members.map((member) => `${inner}${member},\n`).join("")}${indent}${close}`;
}

export function memberName(name: string): string {
  if (name === "__proto__") return '["__proto__"]'; // Without brackets it would set the prototype.
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
