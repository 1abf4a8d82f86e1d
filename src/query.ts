import { isObject } from "./errors.js";

/** The query of a URL: arrays with `style: form`, exploded, and objects with `style: deepObject`, as the linter asks for. */
export function writeQuery(values: Readonly<Record<string, unknown>>): string {
  let query = "";
  const add = (name: string, value: unknown) => {
    query += `${query === "" ? "?" : "&"}${name}=${encodeURIComponent(String(value))}`;
  };
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const item of value) add(name, item);
    else if (isObject(value)) for (const [member, item] of Object.entries(value)) add(`${name}[${member}]`, item);
    else add(name, value);
  }
  return query;
}
