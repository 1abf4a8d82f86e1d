// Texts as the literals of the samples' languages.
import { escapedUnit } from "../../docs/page/literals.js";

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
