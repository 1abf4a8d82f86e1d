import { operationTable, type OperationId } from "../generated/operations.js";
import type { ParameterRule } from "./operation.js";
import { misplaced } from "./parameters.js";
import type { RouteMatch } from "./routes.js";
import { parseText } from "./schema.js";

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
  const body = await readRequestBody(operationId, request);
  if (body !== undefined) given.set("body", body);
  return Object.fromEntries(given);
}

/** `filter[state]` is the member `state` of an object in the query (`style: deepObject`). */
function splitKey(rules: Readonly<Record<string, ParameterRule>>, key: string): [name: string, member?: string] {
  const [, name = "", member = ""] = /^(.+?)\[(.*)\]$/.exec(key) ?? [];
  return rules[name]?.type === "object" ? [name, member] : [key];
}

async function readRequestBody(operationId: OperationId, request: Request): Promise<unknown> {
  if (request.body === null) return undefined;
  const rule = operationTable[operationId].parameters["body"];
  if (rule?.in === "body") {
    return rule.mediaType.read(operationId, request, (name, text) => parseText(rule.properties?.[name], text));
  }
  // For checkParameters to refuse. A platform may have no `body`: an empty text is none there.
  return (await request.text()) || undefined;
}
