/**
 * A mock of the API, exposed as a `fetch` function, for your own tests.
 *
 * @packageDocumentation
 */
import { examples } from "../../generated/examples.js";
import { operationTable, type OperationId } from "../../generated/operations.js";
import { preview, reasonOf, type EnkashParameterError } from "../errors.js";
import type { Operation } from "../operation.js";
import { checkParameters } from "../parameters.js";
import { readParameters } from "../request-parameters.js";
import { matchRoutes } from "../routes.js";
import { createLogin, type SandboxAccount, type SandboxLoginOptions } from "./login.js";

export type { SandboxAccount, SandboxLoginOptions };

/** Options of {@link createSandbox}. */
export interface SandboxOptions extends SandboxLoginOptions {
  /**
   * The ids of the customers at the start.
   *
   * @defaultValue the example of the description
   */
  customers?: Iterable<string> | undefined;
}

/** A mock of the API in memory, without a port or a server. */
export interface Sandbox {
  /** Responds as the description says. Pass it to `createEnkashClient({ fetch })`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The customers that are not deleted. */
  readonly customers: ReadonlySet<string>;
  /** The accounts that can log in. */
  readonly accounts: readonly SandboxAccount[];
}

/**
 * Makes a sandbox. Its parameters and responses are those of the description: a malformed or unknown parameter or body
 * gives 400, a missing bearer token with 401, an unknown customer with 404, and a known one with 200; once deleted, with 404.
 * `Prefer: code=403` or `Prefer: example=SystemError` (RFC 7240) selects a response and changes nothing.
 *
 * It also issues tokens by password grant, and locks an account after three wrong attempts in a row. Without the option
 * `accounts` it accepts any bearer token; with it, only tokens that it issued. A token that it issued expires in both cases.
 *
 * Each body is an example of the description, with a new `requestId` and `timestamp`.
 *
 * @example
 * ```ts
 * const sandbox = createSandbox({ customers: ["KC0123456789ABCD"] });
 * const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid", accessToken: "any", fetch: sandbox.fetch });
 * ```
 * @throws TypeError a customer's id does not match the pattern of the description, or an account or a time is invalid
 */
export function createSandbox({ customers: initial = exampleIds(), ...loginOptions }: SandboxOptions = {}): Sandbox {
  const customers = new Set<string>();
  const login = createLogin(loginOptions);
  for (const id of initial) customers.add(assertId(id));

  async function respond(request: Request): Promise<Response> {
    const { method, url, headers } = request;
    const matches = matchRoutes(url);
    const match = matches.find((match) => match.method === method);
    if (match === undefined) {
      const status = matches.length === 0 ? 404 : 405;
      return plainText(status, `${method} ${new URL(url).pathname} is not an operation of the description`);
    }
    const { operationId } = match;
    const documented = responsesOf(operationId);
    const preference = /\b(code|example)=([\w-]+)/.exec(headers.get("prefer") ?? "");
    if (preference !== null) return preferred(documented, preference);

    let parameters: Record<string, unknown>;
    try {
      parameters = await readParameters(match, request);
      checkParameters(operationId, parameters);
    } catch (error) {
      // Safe: they throw nothing else.
      return firstExample(documented, "400", reasonOf(error as EnkashParameterError));
    }
    const token = /^Bearer (\S+)/i.exec(headers.get("authorization") ?? "")?.[1];
    if (token === undefined || !login.accepts(token)) return firstExample(documented, "401");
    const id = parameters[customerId];
    if (typeof id === "string" && !customers.has(id)) return firstExample(documented, "404");
    if (typeof id === "string" && removesCustomer(operationId)) customers.delete(id);
    return firstExample(documented, "2");
  }

  return {
    customers,
    accounts: login.accounts,
    // An async function, so that an invalid request rejects, as it does with the platform's fetch.
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return login.isTokenUrl(new URL(request.url).pathname) ? login.respond(request) : respond(request);
    },
  };
}

/** The parameter that identifies the customer, in every operation. */
const customerId = "customerId";

interface ExampleResponse {
  status: string;
  /** Undefined: the response has no body. */
  name: string | undefined;
  body: unknown;
}

function responsesOf(operationId: OperationId): ExampleResponse[] {
  const { responses } = examples[operationId];
  return Object.entries(responses).flatMap(([status, bodies]) => {
    const named: ExampleResponse[] = Object.entries(bodies).map(([name, body]) => ({ status, name, body }));
    // A 204 has no body.
    return named.length === 0 ? [{ status, name: undefined, body: undefined }] : named;
  });
}

/** A DELETE whose path ends with the customer, and not with something that belongs to the customer. */
function removesCustomer(operationId: OperationId): boolean {
  const { method, path } = operationTable[operationId];
  return method === "DELETE" && path.endsWith(`{${customerId}}`);
}

/** The first example of a status, or of the first one that begins like this. */
function firstExample(documented: ExampleResponse[], start: string, errorMessage?: string): Response {
  // Safe: the linter asks for a 2xx, and for each error status that the sandbox responds with.
  const { status, body } = documented.find(({ status }) => status.startsWith(start)) as ExampleResponse;
  return fresh(Number(status), body, errorMessage);
}

function preferred(documented: ExampleResponse[], [, kind, wanted]: RegExpExecArray): Response {
  const response = documented.find(({ status, name }) => wanted === (kind === "code" ? status : name));
  if (response !== undefined) return fresh(Number(response.status), response.body);
  const codes = [...new Set(documented.map(({ status }) => status))];
  return plainText(
    400,
    `Prefer: ${preview(wanted)} is not documented; there is code=${codes.join(", ")} and example=${documented.flatMap(({ name }) => name ?? []).join(", ")}`,
  );
}

/** An example with a request id and a time of its own. */
function fresh(status: number, example: unknown, errorMessage?: string): Response {
  const own = { requestId: crypto.randomUUID(), timestamp: new Date().toISOString().slice(0, 19).replace("T", " ") };
  if (example === undefined) return new Response(null, { status });
  const body = JSON.stringify(example, (name, value: unknown) =>
    name === "errorResponse" && typeof value === "object" && value !== null
      ? { ...value, ...own, ...(errorMessage !== undefined && { errorMessage }) }
      : value,
  );
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}

/** Responses that the API does not have are plain text. */
function plainText(status: number, message: string): Response {
  return new Response(`Sandbox: ${message}.\n`, { status, headers: { "content-type": "text/plain" } });
}

function assertId(id: unknown): string {
  if (typeof id !== "string") throw new TypeError(`a customer's id must be a string; got ${preview(id)}`);
  const operations: Operation[] = Object.values(operationTable);
  const patterns = operations.flatMap(({ parameters }) => parameters[customerId]?.pattern ?? []);
  const pattern = patterns.find((pattern) => !pattern.test(id));
  if (pattern === undefined) return id;
  throw new TypeError(`a customer's id must match ${String(pattern)}; got ${preview(id)}`);
}

/** The customers in the examples of all operations. */
function exampleIds(): string[] {
  return Object.values(examples).flatMap(({ parameters }) => (parameters[customerId] ?? []).map(String));
}
