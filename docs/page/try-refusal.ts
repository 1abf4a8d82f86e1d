import { examples } from "../../generated/examples.js";
import type { OperationId } from "../../generated/operations.js";
import { EnkashParameterError, reasonOf } from "../../src/errors.js";
import { checkParameters } from "../../src/parameters.js";
import { findMismatch } from "../../src/schema.js";
import { explainMismatch } from "./pattern.js";
import { control, fieldsOf, fieldValue, NotJsonError, part, type Field } from "./try-form.js";

/** Under each field, why the client would refuse it. An empty field is refused only once the call is made. */
export function showRefusals(form: HTMLFormElement, operationId: OperationId): void {
  for (const field of fieldsOf(operationId)) {
    const refusal = refusalOf(form, operationId, field);
    control(form, field.name).setAttribute("aria-invalid", String(refusal !== ""));
    part(form, `refusal-${field.name}`).textContent = refusal;
  }
}

function refusalOf(form: HTMLFormElement, operationId: OperationId, field: Field): string {
  try {
    const value = fieldValue(form, field);
    if (value === undefined) return "";
    const { pattern } = field.schema;
    const explained =
      pattern !== undefined && typeof value === "string" ? explainMismatch(pattern.source, value) : undefined;
    return explained ?? refusalOfValue(operationId, field, value);
  } catch (error) {
    if (error instanceof NotJsonError) return error.message;
    throw error;
  }
}

function refusalOfValue(operationId: OperationId, { parameter, member, schema }: Field, value: unknown): string {
  if (member !== undefined) {
    const mismatch = findMismatch(schema, value, `${parameter}.${member}`);
    return mismatch === undefined ? "" : `${mismatch.reason}.`;
  }
  // The other parameters count as filled from the description's examples.
  const shown = Object.entries(examples[operationId].parameters).map(([name, [example]]) => [name, example] as const);
  try {
    checkParameters(operationId, { ...Object.fromEntries(shown), [parameter]: value });
    return "";
  } catch (error) {
    if (!(error instanceof EnkashParameterError)) throw error;
    // The error is about another field, such as a missing body.
    if (error.parameter !== parameter) return "";
    return reasonOf(error);
  }
}
