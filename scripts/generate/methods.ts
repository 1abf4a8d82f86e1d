// generated/methods.ts: the types of the client's methods.
import { idempotentMethods } from "../../src/http/retry.js";
import { parametersType } from "../lint/generated-names.js";
import { successesOf, type DescribedOperation } from "./description.js";
import { tsDoc } from "./ts-doc.js";

export function methodsFile(operations: DescribedOperation[]): string {
  const types = new Set(
    operations.flatMap((operation) => [parametersType(operation.operationId), ...successTypes(operation)]),
  );
  return `
import type { ${[...types].join(", ")} } from "./types.js";

/** The client's methods, one for each operation of the description, named by operationId. */
export interface OperationMethods<CallOptions> {
  ${operations.map(method).join("\n\n  ")}
}
`;
}

function method(operation: DescribedOperation): string {
  const { operationId, method, path, summary, description, anonymous, parameters, body } = operation;
  const required = [...parameters, body].some((parameter) => parameter?.required);
  const doc = tsDoc(
    [
      summary,
      description,
      anonymous ? "It takes no access token, and none is sent." : undefined,
      idempotentMethods.includes(method) ? undefined : sentOnce,
      `\`${method} ${path}\``,
    ],
    [
      ...(operation.deprecated ? ["@deprecated"] : []),
      `@param parameters - checked before anything is sent${body === undefined ? "" : "; `body` is the request body"}`,
      "@param options - signal, timeout and retries of this call",
      `@returns the documented ${successesOf(operation)[0]?.status ?? 204} body, once status and body both report success`,
      "@throws EnkashParameterError before anything is sent: a parameter is missing, of the wrong type, malformed or unknown",
      "@throws EnkashApiError a response that reports a failure, under any status",
      "@throws EnkashResponseError a response that proves neither success nor failure",
      "@throws EnkashConnectionError no response; EnkashTimeoutError, a subclass: no complete response in time",
      "@throws the signal's own reason, once the caller has aborted",
    ],
  );
  return `${doc}
  ${operationId}(parameters${required ? "" : "?"}: ${parametersType(operationId)}, options?: CallOptions): Promise<${resultTypes(operation).join(" | ")}>;`;
}

const sentOnce =
  "Sent at most once, because the method is not idempotent (RFC 9110 9.2.2). After a 401 it is sent again with a new token.";

/** The result of a 204 is `{}`. A server may send it for any DELETE (RFC 9110 9.3.5). */
function resultTypes(operation: DescribedOperation): string[] {
  const types = successTypes(operation);
  const isDescribed = operation.responses.some(({ status }) => status === "204");
  const isPossible =
    operation.method === "DELETE" && successesOf(operation).some(({ schema }) => schema.required.length > 0);
  return isDescribed || isPossible ? [...types, "Record<string, never>"] : types;
}

/** The types of the successes that have a body. The linter requires that each is a named schema. */
function successTypes(operation: DescribedOperation): string[] {
  return successesOf(operation).flatMap(({ schema }) => schema.name ?? []);
}
