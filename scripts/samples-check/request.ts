// The request of a sample, in a form that can be compared.
import type { DescribedOperation } from "../generate/description.js";
import { sampleBody } from "../generate/samples.js";
import { readParameters } from "../../src/request-parameters.js";
import { matchRoutes } from "../../src/routes.js";

export interface ComparableRequest {
  baseUrl: string;
  operationId: string;
  authorization: string | null;
  /** The body among them. A file is its bytes as Latin-1. */
  parameters: Record<string, unknown>;
}

/** What the sandbox received; a string if the request is of no operation. */
export async function receivedRequest(request: Request): Promise<ComparableRequest | string> {
  const { method, url, headers } = request;
  const match = matchRoutes(url).find((match) => match.method === method);
  if (match === undefined) return `${method} ${url}`;
  const { operationId, baseUrl } = match;
  const parameters = await readParameters(match, request);
  if (parameters["body"] instanceof Object && !Array.isArray(parameters["body"])) {
    const members = Object.entries(parameters["body"]).map(async ([name, value]): Promise<[string, unknown]> => {
      return [name, value instanceof Blob ? latin1(Buffer.from(await value.arrayBuffer())) : value];
    });
    parameters["body"] = Object.fromEntries(await Promise.all(members));
  }
  return { baseUrl, operationId, authorization: headers.get("authorization"), parameters };
}

/**
 * What the sample of the operation has to send: the first examples of the description.
 *
 * @param files - by name
 */
export function expectedRequest(
  { operationId, anonymous, parameters, body }: DescribedOperation,
  { baseUrl, token, files }: { baseUrl: string; token: string; files: Map<string, Buffer> },
): ComparableRequest {
  const values = Object.fromEntries(parameters.map(({ name, examples }): [string, unknown] => [name, examples[0]]));
  return {
    baseUrl,
    operationId,
    authorization: anonymous ? null : `Bearer ${token}`,
    parameters: body === undefined ? values : { ...values, body: expectedBody(body, files) },
  };
}

function expectedBody(described: NonNullable<DescribedOperation["body"]>, files: Map<string, Buffer>): unknown {
  const body = sampleBody(described);
  if ("json" in body) return body.json;
  const members = body.form.map((part): [string, unknown] => {
    return [part.name, "value" in part ? part.value : latin1(files.get(part.fileName) ?? Buffer.alloc(0))];
  });
  return Object.fromEntries(members);
}

function latin1(bytes: Buffer): string {
  return bytes.toString("latin1");
}
