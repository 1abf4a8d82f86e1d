import { operationTable } from "../generated/operations.js";
import { preview, EnkashParameterError } from "./errors.js";

/** The operations of the description. */
export type OperationId = keyof typeof operationTable;

/** The rules of one parameter. */
export interface ParameterRule {
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly pattern?: RegExp;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

type ParameterValue = string | number | boolean;

/** The checked parameters of one call, by place. */
export interface CheckedParameters {
  path: Record<string, ParameterValue>;
  query: Record<string, ParameterValue>;
}

/**
 * Checks a call's parameters against the description and copies them. Each value is read once, so that the checked value is
 * the one that is sent.
 *
 * @throws EnkashParameterError for the first parameter that is not valid
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
    const isAllowed = isValid(rule, value);
    // Whatever the pattern allows: another path would be another request, and delete something else.
    if (!isAllowed || (rule.in === "path" && changesThePath.test(String(value)))) {
      const expected = isAllowed ? 'one path segment, not "", "." or ".."' : expectation(rule);
      throw new EnkashParameterError(
        `${operationId}: ${name} must be ${expected}; got ${preview(value)}. Nothing was sent.`,
        { operationId, parameter: name, in: rule.in, pattern: rule.pattern },
      );
    }
    checked[rule.in][name] = value;
  }
  return checked;
}

/** The value of a parameter in a URL. Text that is not of the rule's type stays a string, for {@link checkParameters} to refuse. */
export function parseText(rule: ParameterRule | undefined, text: string): unknown {
  if (rule === undefined || rule.type === "string") return text;
  try {
    return JSON.parse(text) as unknown; // Sound: checked later.
  } catch {
    return text;
  }
}

function ownMembers(operationId: OperationId, parameters: unknown): Record<string, unknown> {
  if (parameters === undefined) return {};
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
    throw new EnkashParameterError(
      `${operationId}: parameters must be an object; got ${preview(parameters)}. Nothing was sent.`,
      { operationId, parameter: "parameters", in: undefined, pattern: undefined },
    );
  }
  // Sound: any object can be read by string keys, and the values are checked.
  return parameters as Record<string, unknown>;
}

const changesThePath = /^\.{0,2}$|\//;

function isValid(rule: ParameterRule, value: unknown): value is ParameterValue {
  const { minimum = -Infinity, maximum = Infinity } = rule;
  if (rule.enum !== undefined && !rule.enum.includes(value)) return false;
  switch (rule.type) {
    case "string":
      return typeof value === "string" && (rule.pattern?.test(value) ?? true);
    case "integer":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= minimum && value <= maximum;
    case "number":
      return typeof value === "number" && Number.isFinite(value) && value >= minimum && value <= maximum;
    case "boolean":
      return typeof value === "boolean";
  }
}

function expectation({ type, pattern, enum: values, minimum, maximum }: ParameterRule): string {
  if (values !== undefined) return `one of ${values.map(String).join(", ")}`;
  if (pattern !== undefined) return `a ${type} matching ${pattern.source}`;
  const least = minimum === undefined ? "" : `, at least ${minimum}`;
  const most = maximum === undefined ? "" : `, at most ${maximum}`;
  return `of type ${type}${least}${most}`;
}
