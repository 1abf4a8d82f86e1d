// Reads a form of try.html, which scripts/docs/try.ts and scripts/docs/try-fields.ts write.
import { operationTable, type OperationId } from "../../generated/operations.js";
import type { ParameterRule } from "../../src/operation.js";
import { parseText, type Schema } from "../../src/schema.js";

/** The text of a JSON field is not JSON. */
export class NotJsonError extends Error {}

/** What the client checks at once: a parameter, a JSON body, or a member of a form. */
export interface Field {
  /** The name of the form control. */
  name: string;
  parameter: string;
  /** The member of the body. */
  member?: string;
  schema: Schema;
  isJson: boolean;
}

export function fieldsOf(operationId: OperationId): Field[] {
  return Object.entries(operationTable[operationId].parameters).flatMap(([name, rule]): Field[] => {
    if (!isForm(rule)) {
      const isJson = rule.in === "body" || rule.type === "array" || rule.type === "object";
      return [{ name, parameter: name, schema: rule, isJson }];
    }
    return Object.entries(rule.properties ?? {}).map(([member, schema]) => {
      return { name: `body/${member}`, parameter: name, member, schema, isJson: false };
    });
  });
}

/**
 * The parameters of the call, its body included. An empty field counts as absent.
 *
 * @throws NotJsonError
 */
export function parameters(form: HTMLFormElement, operationId: OperationId): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  const members: Record<string, unknown> = {};
  for (const field of fieldsOf(operationId)) {
    const value = fieldValue(form, field);
    if (value === undefined) continue;
    if (field.member === undefined) given[field.name] = value;
    else members[field.member] = value;
  }
  const body = operationTable[operationId].parameters["body"];
  if (body === undefined || !isForm(body)) return given;
  // The client refuses an empty form that is required, and names the first member that is missing.
  return body.required || Object.keys(members).length > 0 ? { ...given, body: members } : given;
}

/**
 * Undefined if the field is empty.
 *
 * @throws NotJsonError
 */
export function fieldValue(form: HTMLFormElement, { name, schema, isJson }: Field): unknown {
  if (schema.type === "file") return control(form, name).files?.[0];
  const text = fieldText(form, name);
  if (text.trim() === "" && (isJson || text === "")) return undefined;
  if (!isJson) return parseText(schema, text);
  try {
    return JSON.parse(text) as unknown; // Safe: checked by the client.
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : "";
    throw new NotJsonError(`${name} is not JSON: ${reason}`);
  }
}

export function fieldText(form: HTMLFormElement, name: string): string {
  return control(form, name).value;
}

export function control(form: HTMLFormElement, name: string): HTMLInputElement {
  // Safe: there is one control of each name that is asked for. A <textarea> or a <select> has all that is used of an
  // <input>, except files.
  return form.elements.namedItem(name) as HTMLInputElement;
}

export function part(form: HTMLFormElement, name: string): HTMLElement {
  // Safe: there is one element for each part.
  return form.querySelector(`[data-part="${CSS.escape(name)}"]`) as HTMLElement;
}

function isForm(rule: ParameterRule): boolean {
  return rule.in === "body" && rule.mediaType.name === "multipart/form-data";
}
