// generated/examples.ts: the example values of the description. The sandbox answers with them.
import type { Operation } from "./description.js";

export function examplesFile(operations: Operation[]): string {
  const examples = Object.fromEntries(operations.map((operation) => [operation.operationId, examplesOf(operation)]));
  return `
/** What the description shows of one operation. */
export interface OperationExamples {
  /** Each parameter's examples. */
  readonly parameters: Readonly<Record<string, readonly unknown[]>>;
  /** Each status's named example bodies, its usual answer first. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** By operationId. */
export const examples = ${JSON.stringify(examples)} as const satisfies Record<string, OperationExamples>;
`;
}

function examplesOf({ parameters, responses }: Operation) {
  return {
    parameters: Object.fromEntries(parameters.map(({ name, examples }) => [name, examples])),
    responses: Object.fromEntries(
      responses.map(({ status, body }) => {
        const named = body?.examples ?? [];
        return [status, Object.fromEntries(named.map(({ name, value }) => [name, value]))];
      }),
    ),
  };
}
