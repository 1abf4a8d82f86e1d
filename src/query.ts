import { isObject } from "./errors.js";

/** The query of a URL: arrays with `style: form`, exploded, and objects with `style: deepObject`, as the linter asks for. */
export function writeQuery(values: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    if (Array.isArray(value)) return value.map((item) => [name, item]);
    return isObject(value) ? Object.entries(value).map(([key, item]) => [`${name}[${key}]`, item]) : [[name, value]];
  });
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
  return query && `?${query}`;
}
