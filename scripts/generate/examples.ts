// generated/examples.ts: what the sandbox answers with.
import { endpoints, parameterExamples, parametersOf, resolve, type Description } from "./description.js";

export function examplesFile(description: Description): string {
  const operations: Record<string, OperationExamples> = {};
  for (const { operation } of endpoints(description)) {
    const examples: OperationExamples = { parameters: {}, responses: {} };
    for (const parameter of parametersOf(description, operation)) {
      examples.parameters[parameter.name] = parameterExamples(description, parameter);
    }
    for (const [status, response] of Object.entries(operation.responses)) {
      const named = resolve(description, response).content?.["application/json"]?.examples ?? {};
      examples.responses[status] = Object.fromEntries(
        Object.entries(named).map(([name, example]): [string, unknown] => [name, resolve(description, example).value]),
      );
    }
    operations[operation.operationId] = examples;
  }
  return `
/** What the description shows of one operation. */
export interface OperationExamples {
  /** Each parameter's examples. */
  readonly parameters: Readonly<Record<string, readonly unknown[]>>;
  /** Each status's named example bodies, its usual answer first. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** By operationId. */
export const examples = ${JSON.stringify(operations)} as const satisfies Record<string, OperationExamples>;
`;
}

interface OperationExamples {
  parameters: Record<string, unknown[]>;
  responses: Record<string, Record<string, unknown>>;
}
