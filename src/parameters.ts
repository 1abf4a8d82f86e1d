import { operationTable } from "../generated/operations.js";
import { describe, EnkashParameterError } from "./errors.js";

/** The operations of the description. */
export type OperationId = keyof typeof operationTable;

/** What the description says of one parameter. */
export interface ParameterRule {
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly pattern?: RegExp;
  readonly enum?: readonly unknown[];
}

type ParameterValue = string | number | boolean;

/** The parameters of one call, checked and sorted by the place that they are sent in. */
export interface CheckedParameters {
  path: Record<string, ParameterValue>;
  query: Record<string, ParameterValue>;
}

/**
 * Checks a call's parameters against the description, each value being read once, and copies those that are given.
 *
 * @throws EnkashParameterError for the first one that the description forbids
 */
export function checkParameters(operationId: OperationId, parameters: unknown): CheckedParameters {
  const rules: Readonly<Record<string, ParameterRule>> = operationTable[operationId].parameters;
  const given = ownMembers(operationId, parameters);

  for (const name of Object.keys(given)) {
    if (Object.hasOwn(rules, name)) continue;
    throw new EnkashParameterError(
      `${operationId}: there is no parameter ${JSON.stringify(name)}; it takes ${Object.keys(rules).join(", ")}`,
      { operationId, parameter: name, in: undefined, pattern: undefined },
    );
  }

  const checked: CheckedParameters = { path: {}, query: {} };
  for (const [name, rule] of Object.entries(rules)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && !rule.required) continue;
    if (!obeys(rule, value)) {
      throw new EnkashParameterError(
        `${operationId}: ${name} must be ${expectation(rule)}; got ${describe(value)}. Nothing was sent.`,
        { operationId, parameter: name, in: rule.in, pattern: rule.pattern },
      );
    }
    checked[rule.in][name] = value;
  }
  return checked;
}

/**
 * A call's parameters from a place that holds texts alone, such as a URL or a form. What should be a number or a boolean
 * and is none stays a text, for {@link checkParameters} to refuse.
 */
export function parametersFromText(
  operationId: OperationId,
  textOf: (name: string) => string | undefined,
): Record<string, unknown> {
  const rules: Readonly<Record<string, ParameterRule>> = operationTable[operationId].parameters;
  const read = Object.entries(rules).map(([name, { type }]): [string, unknown] => {
    const text = textOf(name);
    return [name, text === undefined || type === "string" ? text : fromText(text)];
  });
  return Object.fromEntries(read);
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // Sound: of unknown type, and checked later.
  } catch {
    return text;
  }
}

/**
 * The check of {@link checkParameters} for a call through `http`, whose parameters are placed by the caller: one in the wrong place would leave its
 * `{name}` in the path.
 *
 * @throws EnkashParameterError for the first parameter that the description forbids
 * @throws TypeError the description has no such operation
 */
export function checkPlacedParameters(
  method: string,
  path: string,
  placed: { path?: Record<string, unknown> | undefined; query?: Record<string, unknown> | undefined },
): void {
  const ids = Object.keys(operationTable) as OperationId[]; // Sound: these are its keys.
  const operationId = ids.find((id) => operationTable[id].method === method && operationTable[id].path === path);
  if (operationId === undefined) throw new TypeError(`${method} ${path} is not an operation of the description`);
  const checked = checkParameters(operationId, { ...placed.query, ...placed.path });
  for (const location of ["path", "query"] as const) {
    const stray = Object.keys(placed[location] ?? {}).find((name) => !Object.hasOwn(checked[location], name));
    if (stray === undefined || placed[location]?.[stray] === undefined) continue;
    throw new EnkashParameterError(`${operationId}: ${stray} is not a ${location} parameter. Nothing was sent.`, {
      operationId,
      parameter: stray,
      in: location,
      pattern: undefined,
    });
  }
}

function ownMembers(operationId: OperationId, parameters: unknown): Record<string, unknown> {
  if (parameters === undefined) return {};
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
    throw new EnkashParameterError(
      `${operationId}: parameters must be an object; got ${describe(parameters)}. Nothing was sent.`,
      { operationId, parameter: "parameters", in: undefined, pattern: undefined },
    );
  }
  // Sound: any object can be read by string keys; what comes out is unknown and is checked.
  return parameters as Record<string, unknown>;
}

function obeys(rule: ParameterRule, value: unknown): value is ParameterValue {
  if (rule.enum !== undefined && !rule.enum.includes(value)) return false;
  switch (rule.type) {
    case "string":
      return typeof value === "string" && (rule.pattern?.test(value) ?? true);
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return Number.isFinite(value);
    case "boolean":
      return typeof value === "boolean";
  }
}

function expectation({ type, pattern, enum: values }: ParameterRule): string {
  if (values !== undefined) return `one of ${values.map(String).join(", ")}`;
  return pattern === undefined ? `of type ${type}` : `a ${type} matching ${pattern.source}`;
}
