import { operationTable } from "../generated/operations.js";
import { parseText, type OperationId, type ParameterRule } from "./parameters.js";

/** An operation whose path a URL ends with. */
export interface RouteMatch {
  operationId: OperationId;
  method: string;
  /** The URL before the operation's path, without a slash at its end. */
  baseUrl: string;
  /** Every parameter on the URL. A name that occurs twice has an array of values, which no parameter accepts. */
  parameters: Record<string, unknown>;
}

/** The operations whose path the URL ends with, of any method. As in OpenAPI, a path without templates comes first. */
export function matchRoutes(url: string): RouteMatch[] {
  const { origin, pathname, searchParams } = new URL(url);
  return routes.flatMap(({ operationId, method, pattern, pathNames, rules }) => {
    const match = pattern.exec(pathname);
    if (match === null) return [];
    const texts = [
      ...pathNames.map((name, index): [string, string] => [name, decode(String(match[index + 1]))]),
      ...searchParams,
    ];
    const parameters = new Map<string, unknown>();
    for (const [name, text] of texts) {
      const value = parseText(rules[name], text);
      parameters.set(name, parameters.has(name) ? [parameters.get(name), value] : value);
    }
    const baseUrl = origin + pathname.slice(0, match.index);
    return [{ operationId, method, baseUrl, parameters: Object.fromEntries(parameters) }];
  });
}

const routes = (Object.keys(operationTable) as OperationId[]) // Sound: these are its keys.
  .map((operationId) => {
    const { method, path, parameters }: { method: string; path: string; parameters: Record<string, ParameterRule> } =
      operationTable[operationId];
    const parts = path.split(/\{(.+?)\}/); // literal text and parameter names, alternating
    const literals = parts.filter((_, index) => index % 2 === 0).map((part) => part.replace(/[^\w/-]/g, "\\$&"));
    return {
      operationId,
      method,
      pattern: new RegExp(`${literals.join("([^/]*)")}$`),
      pathNames: parts.filter((_, index) => index % 2 === 1),
      rules: parameters,
    };
  })
  .sort((one, other) => one.pathNames.length - other.pathNames.length);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray "%", which no pattern of an id allows.
  }
}
