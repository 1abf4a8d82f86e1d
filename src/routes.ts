import { operationTable, type OperationId } from "../generated/operations.js";

/** An operation whose path a URL ends with. */
export interface RouteMatch {
  operationId: OperationId;
  method: string;
  /** The URL before the operation's path, without a slash at its end. */
  baseUrl: string;
  /** The parameters in the path, by name. */
  path: Record<string, string>;
  query: URLSearchParams;
}

/**
 * The operations whose path the URL ends with, of any method. The one that leaves the least to the `baseUrl` comes first, since
 * a path may end with another one; of those, as in OpenAPI, a path without templates.
 */
export function matchRoutes(url: string): RouteMatch[] {
  const { origin, pathname, searchParams: query } = new URL(url);
  return routes
    .flatMap(({ operationId, method, pattern, pathNames }) => {
      const match = pattern.exec(pathname);
      if (match === null) return [];
      const path = Object.fromEntries(pathNames.map((name, index) => [name, decode(String(match[index + 1]))]));
      return [{ operationId, method, baseUrl: origin + pathname.slice(0, match.index), path, query }];
    })
    .sort((one, other) => one.baseUrl.length - other.baseUrl.length); // Stable.
}

const routes = (Object.keys(operationTable) as OperationId[]) // Safe: these are its keys.
  .map((operationId) => {
    const { method, path } = operationTable[operationId];
    const parts = path.split(/\{(.+?)\}/); // literal text and parameter names, alternating
    const literals = parts.filter((_, index) => index % 2 === 0).map((part) => part.replace(/[^\w/-]/g, "\\$&"));
    return {
      operationId,
      method,
      pattern: new RegExp(`${literals.join("([^/]*)")}$`),
      pathNames: parts.filter((_, index) => index % 2 === 1),
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
