/**
 * A mock of the API, exposed as a `fetch` function, for your own tests.
 *
 * @packageDocumentation
 */
import { examples } from "../../generated/examples.js";
import { operationTable, parameterPatterns, tokenPath, type OperationId } from "../../generated/operations.js";
import { preview, reasonOf, type EnkashParameterError } from "../errors.js";
import { checkParameters } from "../parameters.js";
import { readParameters } from "../request-parameters.js";
import { matchRoutes } from "../routes.js";
import { createLogin, type SandboxAccount, type SandboxLoginOptions } from "./login.js";
import { readPreferences, type Preferences } from "./prefer.js";

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
 * gives 400, a missing bearer token with 401, an unknown customer with 404, and a known one with 200; once deleted, with 404. Only the DELETE of `/customer/{customerId}` itself
 * removes the customer, and no operation on a longer path, such as that of a customer's reminders.
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
    const preferences = readPreferences(headers);
    if (Object.keys(preferences).length > 0) return preferred(documented, preferences);

    const token = /^Bearer (\S+)/i.exec(headers.get("authorization") ?? "")?.[1];
    if (token === undefined || !login.accepts(token)) return firstExample(documented, "401");
    let parameters: Record<string, unknown>;
    try {
      parameters = await readParameters(match, request);
      checkParameters(operationId, parameters);
    } catch (error) {
      // Safe: they throw nothing else.
      return firstExample(documented, "400", reasonOf(error as EnkashParameterError));
    }
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
      return isTokenRequest(request) ? login.respond(request) : respond(request);
    },
  };
}

/** Whether it is for the token endpoint, and not for an operation whose longer path ends with that of the token endpoint. */
function isTokenRequest({ url }: Request): boolean {
  const { origin, pathname } = new URL(url);
  const baseLength = origin.length + pathname.length - tokenPath.length;
  return pathname.endsWith(tokenPath) && !matchRoutes(url).some(({ baseUrl }) => baseUrl.length < baseLength);
}

/** The parameter that identifies the customer, in every operation. */
const customerId: keyof typeof parameterPatterns = "customerId";

interface ExampleResponse {
  status: string;
  /** Undefined for a response without a body, which has no example. */
  name: string | undefined;
  body: unknown;
}

function responsesOf(operationId: OperationId): ExampleResponse[] {
  const { responses } = examples[operationId];
  return Object.entries(responses).flatMap(([status, bodies]) => {
    const named: ExampleResponse[] = Object.entries(bodies).map(([name, body]) => ({ status, name, body }));
    return named.length > 0 ? named : [{ status, name: undefined, body: undefined }];
  });
}

/**
 * The path of the customer itself: the collection that the id is named after, and the id. Nothing stands before it but `api`
 * and a version, and nothing after it, so it is not the path of something else that belongs to the customer.
 */
const customerPath = new RegExp(`^(/api)?(/v\\d+)?/${customerId.replace(/Id$/, "")}/\\{${customerId}\\}$`);

/** The DELETE of the customer itself, and no other operation. */
function removesCustomer(operationId: OperationId): boolean {
  const { method, path } = operationTable[operationId];
  return method === "DELETE" && customerPath.test(path);
}

/** The first example of a status that begins so. */
function firstExample(documented: ExampleResponse[], start: string, errorMessage?: string): Response {
  const first = documented.find(({ status }) => status.startsWith(start));
  if (first === undefined) return plainText(Number(start), `the operation documents no ${start}`);
  return fresh(Number(first.status), first.body, errorMessage);
}

function preferred(documented: ExampleResponse[], { code, example }: Preferences): Response {
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
  const own = { requestId: crypto.randomUUID(), timestamp: new Date().toISOString().slice(0, 19).replace("T", " ") };
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
  const pattern = parameterPatterns[customerId];
  if (typeof id === "string" && pattern.test(id)) return id;
  throw new TypeError(`a customer's id must match ${String(pattern)}; got ${preview(id)}`);
}

/** The customers in the examples of all operations. */
function exampleIds(): string[] {
  return Object.values(examples).flatMap(({ parameters }) => (parameters[customerId] ?? []).map(String));
}
