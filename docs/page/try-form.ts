// Reads a form of try.html, which docs/build/try.ts writes.
import { operationTable, type OperationId } from "../../generated/operations.js";
import { parseText } from "../../src/schema.js";

/** An empty field is a parameter that is not given. */
export function parameters(form: HTMLFormElement, operationId: OperationId): Record<string, unknown> {
  const given = Object.entries(operationTable[operationId].parameters).filter(([name]) => field(form, name) !== "");
  return Object.fromEntries(given.map(([name, rule]) => [name, parseText(rule, field(form, name))]));
}

export function field(form: HTMLFormElement, name: string): string {
  return control(form, name).value;
}

export function control(form: HTMLFormElement, name: string): HTMLInputElement {
  // Sound: docs/build/try.ts writes one control of each name that is asked for, each with a value.
  return form.elements.namedItem(name) as HTMLInputElement;
}

export function part(form: HTMLFormElement, name: string): HTMLElement {
  // Sound: docs/build/try.ts writes one element for each part.
  return form.querySelector(`[data-part="${name}"]`) as HTMLElement;
}
