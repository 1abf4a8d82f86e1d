// generated/examples.ts: the example values of the description. The sandbox responds with them.
import type { NamedExample, DescribedOperation } from "./description.js";

export function examplesFile(operations: DescribedOperation[]): string {
  const examples = Object.fromEntries(operations.map((operation) => [operation.operationId, examplesOf(operation)]));
  return `
import type { OperationId } from "./operations.js";

/** What the description shows of one operation. */
export interface OperationExamples {
  /** Each parameter's examples. */
  readonly parameters: Readonly<Record<string, readonly unknown[]>>;
  /** The examples of the request body, by name. Absent if the operation has none. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Each status's named example bodies, its usual example first. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** By operationId. */
export const examples: Readonly<Record<OperationId, OperationExamples>> = ${JSON.stringify(examples)};
`;
}

function examplesOf({ parameters, body, responses }: DescribedOperation) {
  return {
    parameters: Object.fromEntries(parameters.map(({ name, examples }) => [name, examples])),
    ...(body !== undefined && { body: valuesByName(body.examples) }),
    responses: Object.fromEntries(responses.map(({ status, body }) => [status, valuesByName(body?.examples ?? [])])),
  };
}

function valuesByName(examples: NamedExample[]): Record<string, unknown> {
  return Object.fromEntries(examples.map(({ name, value }) => [name, value]));
}
