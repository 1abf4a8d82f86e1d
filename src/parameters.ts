import { operationTable, type OperationId } from "../generated/operations.js";
import { isObject, parameterError, preview, type EnkashParameterError } from "./errors.js";
import type { Content, ParameterRule } from "./operation.js";
import { findMismatch, unknownName, type Mismatch } from "./schema.js";

/** The checked parameters of one call, by place. */
export interface CheckedParameters {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, string>;
  /** Writes the body; undefined if there is none. */
  body: (() => Promise<Content>) | undefined;
}

/**
 * Checks a call's parameters against the description and copies them. Each value is read once, so that the checked value is
 * the one that is sent.
 *
 * @throws EnkashParameterError for the first parameter that is not valid
 */
export function checkParameters(operationId: OperationId, parameters: unknown = {}): CheckedParameters {
  const rules = operationTable[operationId].parameters;
  if (!isObject(parameters)) {
    const reason = `parameters must be an object; got ${preview(parameters)}`;
    throw parameterError(reason, { operationId, parameter: "parameters", in: undefined });
  }
  for (const parameter of Object.keys(parameters)) {
    if (Object.hasOwn(rules, parameter)) continue;
    throw parameterError(unknownName(parameter, rules), { operationId, parameter, in: undefined });
  }

  const checked: CheckedParameters = { path: {}, query: {}, header: {}, body: undefined };
  for (const [parameter, rule] of Object.entries(rules)) {
    const given = Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined;
    if (given === undefined && !rule.required) continue;
    const body = rule.in === "body" ? rule.mediaType.copy(operationId, given) : undefined;
    const value = body === undefined ? copyGroup(given) : body.value;
    const mismatch = findMismatch(rule, value, parameter) ?? unsendable(rule, value, parameter);
    if (mismatch !== undefined) {
      throw parameterError(mismatch.reason, { operationId, parameter, in: rule.in, pattern: mismatch.pattern });
    }
    if (rule.in === "body") checked.body = body?.write;
    else if (rule.in === "header") checked.header[parameter.toLowerCase()] = String(value);
    else checked[rule.in][parameter] = value;
  }
  return checked;
}

/** A copy of an array or an object in the query. */
function copyGroup(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** Visible ASCII with spaces inside: `fetch` trims a header's value, and refuses or encodes other characters. */
const headerText = /^[!-~]([ -~]*[!-~])?$/;

/** Whatever the description allows: another path would be another request, and delete something else. */
const changesThePath = /^\.{0,2}$|\//;

function unsendable(rule: ParameterRule, value: unknown, place: string): Mismatch | undefined {
  const { in: where, pattern } = rule;
  let expected: string | undefined;
  if (where === "path" && changesThePath.test(String(value))) expected = 'one path segment, not "", "." or ".."';
  if (where === "header" && !headerText.test(String(value))) expected = "visible ASCII without spaces around it";
  // Nothing would be sent of it, which means another request.
  if (where === "query" && (isObject(value) || Array.isArray(value)) && Object.keys(value).length === 0)
    expected = "not empty";
  return expected === undefined
    ? undefined
    : { reason: `${place} must be ${expected}; got ${preview(value)}`, pattern };
}

/** The error for a parameter that is not where the description has it. */
export function misplaced(
  operationId: string,
  parameter: string,
  place: "path" | "query" | "header" | "cookie",
): EnkashParameterError {
  return parameterError(`${parameter} is not a ${place} parameter`, { operationId, parameter, in: place });
}
