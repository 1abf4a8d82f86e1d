import { examples } from "../../generated/examples.js";
import type { OperationId } from "../../generated/operations.js";
import { preview } from "../errors.js";
import type { Preferences } from "./prefer.js";
import { randomId } from "./random-id.js";

/** One example of a response of an operation. */
export interface ExampleResponse {
  status: string;
  /** Undefined for a response without a body, which has no example. */
  name: string | undefined;
  body: unknown;
}

/** Every documented response of an operation: each example, or the status alone. */
export function responsesOf(operationId: OperationId): ExampleResponse[] {
  const { responses } = examples[operationId];
  return Object.entries(responses).flatMap(([status, bodies]) => {
    const named: ExampleResponse[] = Object.entries(bodies).map(([name, body]) => ({ status, name, body }));
    return named.length > 0 ? named : [{ status, name: undefined, body: undefined }];
  });
}

/** The first example of a status that begins so. */
export function firstExample(documented: ExampleResponse[], start: string, errorMessage?: string): Response {
  const first = documented.find(({ status }) => status.startsWith(start));
  if (first === undefined) return plainText(Number(start), `the operation documents no ${start}`);
  return fresh(Number(first.status), first.body, errorMessage);
}

/** The response that `Prefer` selects. */
export function preferred(documented: ExampleResponse[], { code, example }: Preferences): Response {
  const response = documented.find(({ status, name }) => (code ?? status) === status && (example ?? name) === name);
  if (response !== undefined) return fresh(Number(response.status), response.body);
  const wanted = Object.entries({ code, example }).flatMap(([kind, value]) =>
    value === undefined ? [] : `${kind}=${preview(value)}`,
  );
  const codes = [...new Set(documented.map(({ status }) => status))].join(", ");
  const names = documented.flatMap(({ name }) => name ?? []).join(", ");
  return plainText(400, `Prefer: ${wanted.join(", ")} is not documented; there is code=${codes} and example=${names}`);
}

/** An example with a request id and a time of its own. */
function fresh(status: number, example: unknown, errorMessage?: string): Response {
  if (example === undefined) return new Response(null, { status });
  const own = { requestId: randomId(), timestamp: new Date().toISOString().slice(0, 19).replace("T", " ") };
  const body = JSON.stringify(example, (name, value: unknown) =>
    name === "errorResponse" && typeof value === "object" && value !== null
      ? { ...value, ...own, ...(errorMessage !== undefined && { errorMessage }) }
      : value,
  );
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}

/** Responses that the API does not have are plain text. */
export function plainText(status: number, message: string): Response {
  return new Response(`Sandbox: ${message}.\n`, { status, headers: { "content-type": "text/plain" } });
}
