// generated/methods.ts: the types of the client's methods.
import { isSuccess, type Operation } from "./description.js";
import { parametersName } from "./parameters.js";
import { tsDoc } from "./ts-doc.js";

export function methodsFile(operations: Operation[]): string {
  const schemas = new Set(operations.flatMap(successSchemas));
  const parameters = operations.map(({ operationId }) => parametersName(operationId));
  return `
import type { ${parameters.join(", ")} } from "./parameters.js";
import type { ${[...schemas].join(", ")} } from "./schema.js";

/** The client's methods, one for each operation of the description, named by operationId. */
export interface OperationMethods<CallOptions> {
  ${operations.map(method).join("\n\n  ")}
}
`;
}

function method(operation: Operation): string {
  const { operationId, method, path, summary, description, parameters } = operation;
  const required = parameters.some((parameter) => parameter.required);
  const doc = tsDoc(
    [summary, description, `\`${method} ${path}\``],
    [
      ...(operation.deprecated ? ["@deprecated"] : []),
      "@param parameters - checked before anything is sent",
      "@param options - signal, timeout and retries of this call",
      `@returns the documented ${operation.responses.find(isSuccess)?.status ?? 204} body, once status and body both report success`,
      "@throws EnkashParameterError before anything is sent: a parameter is missing, of the wrong type, malformed or unknown",
      "@throws EnkashApiError the server answered with a failure, under any status",
      "@throws EnkashResponseError the answer cannot be trusted either way",
      "@throws EnkashConnectionError no answer; EnkashTimeoutError, a subclass: no full answer in time",
      "@throws the signal's own reason, once the caller has aborted",
    ],
  );
  return `${doc}
  ${operationId}(parameters${required ? "" : "?"}: ${parametersName(operationId)}, options?: CallOptions): Promise<${successSchemas(operation).join(" | ")}>;`;
}

/** The schemas of the successes that have a body. The linter requires that each is a named schema. */
function successSchemas({ responses }: Operation): string[] {
  return responses.filter(isSuccess).flatMap(({ body }) => body?.schemaName ?? []);
}
