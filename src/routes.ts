import { operationTable, type OperationId } from "../generated/operations.js";
import { parameterError, type EnkashParameterError } from "./errors.js";
import type { ParameterRule } from "./operation.js";
import { parseText } from "./schema.js";

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

/** The operations whose path the URL ends with, of any method. As in OpenAPI, a path without templates comes first. */
export function matchRoutes(url: string): RouteMatch[] {
  const { origin, pathname, searchParams: query } = new URL(url);
  return routes.flatMap(({ operationId, method, pattern, pathNames }) => {
    const match = pattern.exec(pathname);
    if (match === null) return [];
    const path = Object.fromEntries(pathNames.map((name, index) => [name, decode(String(match[index + 1]))]));
    return [{ operationId, method, baseUrl: origin + pathname.slice(0, match.index), path, query }];
  });
}

/**
 * Every parameter of a request, for `checkParameters` to check: those in the path and the query, the described
 * headers, and the body. A name that occurs twice has an array of values.
 *
 * @throws EnkashParameterError a parameter of another place is in the query, or the body cannot be read
 */
export async function readParameters(
  { operationId, path, query }: RouteMatch,
  request: Request,
): Promise<Record<string, unknown>> {
  const rules = operationTable[operationId].parameters;
  const given = new Map<string, unknown>(
    Object.entries(path).map(([name, text]) => [name, parseText(rules[name], text)]),
  );
  for (const key of new Set(query.keys())) {
    const [name, member] = splitKey(rules, key);
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule !== undefined && rule.in !== "query") throw misplaced(operationId, name, "query");
    const schema = member === undefined ? rule : rule?.properties?.[member];
    const values = query.getAll(key).map((text) => parseText(schema?.items ?? schema, text));
    const value = values.length > 1 || schema?.type === "array" ? values : values[0];
    given.set(name, member === undefined ? value : { ...(given.get(name) ?? {}), [member]: value });
  }
  for (const [name, rule] of Object.entries(rules)) {
    const text = rule.in === "header" ? request.headers.get(name) : null;
    if (text !== null) given.set(name, parseText(rule, text));
  }
  const body = await readBody(operationId, request);
  if (body !== undefined) given.set("body", body);
  return Object.fromEntries(given);
}

/** The error for a parameter that is not where the description has it. */
export function misplaced(
  operationId: string,
  parameter: string,
  place: "path" | "query" | "header",
): EnkashParameterError {
  return parameterError(`${parameter} is not a ${place} parameter`, { operationId, parameter, in: place });
}

const routes = (Object.keys(operationTable) as OperationId[]) // Sound: these are its keys.
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

/** `filter[state]` is the member `state` of an object in the query (`style: deepObject`). */
function splitKey(rules: Readonly<Record<string, ParameterRule>>, key: string): [name: string, member?: string] {
  const [, name = "", member = ""] = /^(.+?)\[(.*)\]$/.exec(key) ?? [];
  return rules[name]?.type === "object" ? [name, member] : [key];
}

/**
 * The body of a request, before it is checked.
 *
 * @throws EnkashParameterError it has another media type than the described one, or is not written in it
 */
export async function readBody(operationId: OperationId, request: Request): Promise<unknown> {
  if (request.body === null) return undefined;
  const rule = operationTable[operationId].parameters["body"];
  if (rule?.in === "body") {
    return rule.mediaType.read(operationId, request, (name, text) => parseText(rule.properties?.[name], text));
  }
  // For checkParameters to refuse. A platform may have no `body`: an empty text is none there.
  return (await request.text()) || undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray "%", which no pattern of an id allows.
  }
}
