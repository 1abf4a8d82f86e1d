/**
 * A mock of the API, exposed as a `fetch` function, for your own tests.
 *
 * @packageDocumentation
 */
import { examples } from "../../generated/examples.js";
import { operationTable, tokenPath, type OperationId } from "../../generated/operations.js";
import { isObject, preview, reasonOf, type EnkashParameterError } from "../errors.js";
import { untilAborted } from "../http/abortable.js";
import { withoutForeignSignal } from "../http/platform-fetch.js";
import { assertFunction, ownOptions } from "../options.js";
import type { Operation } from "../operation.js";
import { checkParameters } from "../parameters.js";
import { readParameters } from "../request-parameters.js";
import { matchRoutes, type RouteMatch } from "../routes.js";
import { createLogin, type SandboxAccount, type SandboxLoginOptions } from "./login.js";
import { readPreferences } from "./prefer.js";
import { firstExample, plainText, preferred, responsesOf } from "./responses.js";

export type { SandboxAccount, SandboxLoginOptions };

/** Options of {@link createSandbox}. */
export interface SandboxOptions extends SandboxLoginOptions {
  /**
   * The ids of the customers at the start.
   *
   * @defaultValue the example of the description
   */
  customers?: Iterable<string> | undefined;
  /**
   * Called with each request of an operation, before the sandbox responds. Its result is the response; an exception or a
   * rejection is a connection that was lost, as with the platform's `fetch`. `respond` does what the sandbox would have done,
   * each time that it is called. It is not called for the token endpoint.
   *
   * @defaultValue `(call, respond) => respond()`
   */
  onCall?: ((call: SandboxCall, respond: () => Promise<Response>) => Response | Promise<Response>) | undefined;
}

/** A request that arrived at a sandbox. */
export interface SandboxCall {
  /** The operation that it calls. */
  readonly operationId: OperationId;
  /** 1 for the first request of this operation, retries included. */
  readonly nth: number;
  /** A copy, whose body can be read. */
  readonly request: Request;
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
 * Makes a sandbox. Its parameters and responses are those of the description: it responds with 401 to a missing bearer token
 * (not where the description has `security: []`), with 400 to a malformed or unknown parameter or body, with 404 to an unknown
 * customer, and with 200 to a known one. Only the DELETE of `/customer/{customerId}` itself removes the customer, and no
 * operation on a longer path, such as that of a customer's reminders. If a URL ends with the paths of several operations, the
 * longest path counts.
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
 * const enkash = createEnkashClient({
 *   baseUrl: "https://sandbox.invalid",
 *   accessToken: "any",
 *   fetch: sandbox.fetch,
 * });
 * ```
 * @param options - the customers and accounts that exist, and what happens to a call
 * @throws TypeError an option is unknown or of the wrong kind, or a customer's id does not match the description's pattern
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const {
    customers: initial = exampleIds(),
    onCall = respondItself,
    ...loginOptions
  } = ownOptions(options, "createSandbox", optionNames);
  assertFunction("onCall", onCall);
  const customers = new Set<string>();
  const login = createLogin(loginOptions);
  for (const id of initial) customers.add(assertId(id));
  const received = new Map<OperationId, number>();

  async function call(request: Request): Promise<Response> {
    const { method, url } = request;
    const matches = matchRoutes(url);
    const match = matches.find((match) => match.method === method);
    if (match === undefined) {
      const status = matches.length === 0 ? 404 : 405;
      return plainText(status, `${method} ${new URL(url).pathname} is not an operation of the description`);
    }
    const { operationId } = match;
    const nth = (received.get(operationId) ?? 0) + 1;
    received.set(operationId, nth);
    const response: unknown = await onCall({ operationId, nth, request: request.clone() }, () =>
      respond(match, request.clone()),
    );
    if (isResponse(response)) return response;
    throw new TypeError(`onCall must return a Response; got ${preview(response)}`);
  }

  async function respond(match: RouteMatch, request: Request): Promise<Response> {
    const { operationId } = match;
    const documented = responsesOf(operationId);
    const preferences = readPreferences(request.headers);
    if (Object.keys(preferences).length > 0) return preferred(documented, preferences);

    const token = /^Bearer (\S+)/i.exec(request.headers.get("authorization") ?? "")?.[1];
    const { anonymous } = operationTable[operationId];
    if (!anonymous && (token === undefined || !login.accepts(token))) return firstExample(documented, "401");
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
    fetch: async (input, init = {}) => {
      const request = new Request(input, withoutForeignSignal(init));
      const signal = init.signal ?? request.signal;
      return untilAborted(signal, () => (isTokenRequest(request) ? login.respond(request) : call(request)));
    },
  };
}

const respondItself: NonNullable<SandboxOptions["onCall"]> = (_, respond) => respond();

const optionNames: readonly string[] = [
  "customers",
  "onCall",
  "accounts",
  "expiresInSeconds",
  "tokenLifeSeconds",
] satisfies (keyof SandboxOptions)[];

/** Not `instanceof`: a polyfill or another realm has a class of its own. */
function isResponse(value: unknown): value is Response {
  return isObject(value) && "status" in value && "headers" in value;
}

/** Whether it is for the token endpoint, and not for an operation whose longer path ends with that of the token endpoint. */
function isTokenRequest({ url }: Request): boolean {
  const { origin, pathname } = new URL(url);
  const baseLength = origin.length + pathname.length - tokenPath.length;
  return pathname.endsWith(tokenPath) && !matchRoutes(url).some(({ baseUrl }) => baseUrl.length < baseLength);
}

/** The parameter that identifies the customer, in every operation. */
const customerId = "customerId";

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
