/**
 * The API's stand-in as a `fetch`, for your own tests.
 *
 * @packageDocumentation
 */
import { examples, type OperationExamples } from "../../generated/examples.js";
import { operationTable, parameterPatterns } from "../../generated/operations.js";
import { describe } from "../errors.js";
import { checkParameters, parametersFromText, type OperationId } from "../parameters.js";
import { createLogin, type SandboxAccount, type SandboxLoginOptions } from "./login.js";

export type { SandboxAccount, SandboxLoginOptions };

/** Options of {@link createSandbox}. */
export interface SandboxOptions extends SandboxLoginOptions {
  /** The ids of the customers that it holds at the start. Default: the description's own example. */
  customers?: Iterable<string> | undefined;
}

/** A stand-in for the API that lives in memory: no port, no server, nothing real. */
export interface Sandbox {
  /** Answers as the API would; goes straight into `createEnkashClient({ fetch })`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The customers that it holds now. */
  readonly customers: ReadonlySet<string>;
  /** Who may log in. */
  readonly accounts: readonly SandboxAccount[];
}

/**
 * Makes a sandbox. It knows parameters and answers from the description alone: a parameter that breaks its pattern is
 * answered 400, a missing bearer token 401, an unknown customer 404, a known one 200, and from its deletion on 404.
 * `Prefer: code=403` or `Prefer: example=SystemError` (RFC 7240) forces an answer and changes nothing.
 *
 * It gives tokens by password grant too, and locks an account after three wrong attempts in a row. It takes any bearer
 * token, until it is told `accounts`: then only those that it gave. One that it gave dies in time either way.
 *
 * Each body is the description's example, with `requestId` and `timestamp` filled in.
 *
 * @example
 * ```ts
 * const sandbox = createSandbox({ customers: ["KC0123456789ABCD"] });
 * const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid", accessToken: "any", fetch: sandbox.fetch });
 * ```
 * @throws TypeError a customer's id breaks the pattern of the description, or an account or a time is none
 */
export function createSandbox({ customers: initial = exampleIds(), ...loginOptions }: SandboxOptions = {}): Sandbox {
  const customers = new Set<string>();
  const login = createLogin(loginOptions);
  for (const id of initial) customers.add(assertId(id));

  function answer({ method, url, headers }: Request): Response {
    const { pathname, searchParams } = new URL(url);
    const candidates = routes.flatMap((route) => {
      const match = route.pattern.exec(pathname);
      return match === null ? [] : [{ route, pathValues: match.slice(1).map(decoded) }];
    });
    const found = candidates.find(({ route }) => route.method === method);
    if (found === undefined) {
      const status = candidates.length === 0 ? 404 : 405;
      return refusal(status, `${method} ${pathname} is not an operation of the description`);
    }
    const { route, pathValues } = found;
    const preference = /\b(code|example)=([\w-]+)/.exec(headers.get("prefer") ?? "");
    if (preference !== null) return preferred(route, preference);

    const parameters = parametersFromText(route.operationId, (name) => {
      return pathValues[route.pathNames.indexOf(name)] ?? searchParams.get(name) ?? undefined;
    });
    if (!isValid(route.operationId, parameters)) return documented(route, "400");
    const token = /^Bearer (\S+)/i.exec(headers.get("authorization") ?? "")?.[1];
    if (token === undefined || !login.accepts(token)) return documented(route, "401");
    const id = parameters[customerId];
    if (typeof id === "string" && !customers.has(id)) return documented(route, "404");
    if (typeof id === "string" && route.removesCustomer) customers.delete(id);
    return documented(route, "200");
  }

  return {
    customers,
    accounts: login.accounts,
    // An async function, so that what Request refuses rejects, as it does with the platform's fetch.
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return login.isTokenUrl(new URL(request.url).pathname) ? login.answer(request) : answer(request);
    },
  };
}

/** The parameter that says which customer a call is about, in whichever operation. */
const customerId: keyof typeof parameterPatterns = "customerId";

interface Route {
  operationId: OperationId;
  method: string;
  pattern: RegExp;
  pathNames: string[];
  removesCustomer: boolean;
  answers: { status: string; name: string; body: unknown }[];
}

const routes: readonly Route[] = (Object.keys(operationTable) as OperationId[]) // Sound: these are its keys.
  .map((operationId) => {
    const { method, path }: { method: string; path: string } = operationTable[operationId];
    const { responses }: OperationExamples = examples[operationId];
    const parts = path.split(/\{(.+?)\}/); // its fixed parts, with the names of the parameters between them
    const fixed = parts.filter((_, index) => index % 2 === 0).map((part) => part.replace(/[^\w/-]/g, "\\$&"));
    return {
      operationId,
      method,
      // Matched from the end, so that a baseUrl may have a path of its own.
      pattern: new RegExp(`${fixed.join("([^/]*)")}$`),
      pathNames: parts.filter((_, index) => index % 2 === 1),
      // Only what ends with the customer is the customer, and not something that the customer has.
      removesCustomer: method === "DELETE" && path.endsWith(`{${customerId}}`),
      answers: Object.entries(responses).flatMap(([status, bodies]) =>
        Object.entries(bodies).map(([name, body]) => ({ status, name, body })),
      ),
    };
  })
  // OpenAPI's order: a path without templates comes before one that its templates match.
  .sort((one, other) => one.pathNames.length - other.pathNames.length);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // With its stray "%", which no pattern of an id allows.
  }
}

function isValid(operationId: OperationId, parameters: object): boolean {
  try {
    checkParameters(operationId, parameters);
    return true;
  } catch {
    return false; // EnkashParameterError; it throws nothing else.
  }
}

/** A status's first example. */
function documented({ answers }: Route, status: string): Response {
  return respond(Number(status), answers.find((answer) => answer.status === status)?.body);
}

function preferred({ answers }: Route, [, kind, wanted]: RegExpExecArray): Response {
  const answer = answers.find(({ status, name }) => wanted === (kind === "code" ? status : name));
  if (answer !== undefined) return respond(Number(answer.status), answer.body);
  const codes = [...new Set(answers.map(({ status }) => status))];
  return refusal(
    400,
    `Prefer: ${describe(wanted)} is not documented; there is code=${codes.join(", ")} and example=${answers.map(({ name }) => name).join(", ")}`,
  );
}

function respond(status: number, example: unknown): Response {
  const told = { requestId: crypto.randomUUID(), timestamp: new Date().toISOString().slice(0, 19).replace("T", " ") };
  const body = JSON.stringify(example, (name, value: unknown) =>
    name === "errorResponse" && typeof value === "object" && value !== null ? { ...value, ...told } : value,
  );
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}

/** What is the sandbox's own, and not the API's, is told as plain text. */
function refusal(status: number, message: string): Response {
  return new Response(`Sandbox: ${message}.\n`, { status, headers: { "content-type": "text/plain" } });
}

function assertId(id: unknown): string {
  const pattern = parameterPatterns[customerId];
  if (typeof id === "string" && pattern.test(id)) return id;
  throw new TypeError(`a customer's id must match ${String(pattern)}; got ${describe(id)}`);
}

/** Each operation may show a customer of its own. */
function exampleIds(): string[] {
  return Object.values<OperationExamples>(examples).flatMap(({ parameters }) =>
    (parameters[customerId] ?? []).map(String),
  );
}
