/**
 * The API's stand-in as a `fetch`, for your own tests.
 *
 * @packageDocumentation
 */
import { examples } from "../generated/examples.js";
import { operationTable, parameterPatterns } from "../generated/operations.js";
import { describe } from "./errors.js";
import { checkParameters, type OperationId } from "./parameters.js";
import { createLogin, type SandboxAccount, type SandboxLoginOptions } from "./sandbox-login.js";

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
      return match === null ? [] : [{ ...route, pathValues: match.slice(1).map(decoded) }];
    });
    const route = candidates.find((candidate) => candidate.method === method);
    if (route === undefined) {
      const status = candidates.length === 0 ? 404 : 405;
      return refusal(status, `${method} ${pathname} is not an operation of the description`);
    }
    const preference = /\b(code|example)=([\w-]+)/.exec(headers.get("prefer") ?? "");
    if (preference !== null) return preferred(route, preference);

    const { pathValues } = route;
    if (!isValid(route, pathValues, searchParams)) return documented(route, "400");
    const token = /^Bearer (\S+)/i.exec(headers.get("authorization") ?? "")?.[1];
    if (token === undefined || !login.accepts(token)) return documented(route, "401");
    const id = pathValues.at(-1);
    if (id !== undefined && !customers.has(id)) return documented(route, "404");
    if (id !== undefined && method === "DELETE") customers.delete(id);
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

interface Route {
  operationId: OperationId;
  method: string;
  pattern: RegExp;
  pathNames: string[];
  answers: { status: string; name: string; body: unknown }[];
}

const routes: readonly Route[] = (Object.keys(operationTable) as OperationId[]) // Sound: these are its keys.
  .map((operationId) => {
    const { method, path } = operationTable[operationId];
    const template = /\{(.+?)\}/g;
    return {
      operationId,
      method,
      // Matched from the end, so that a baseUrl may have a path of its own.
      pattern: new RegExp(`${path.replaceAll(template, "([^/]*)")}$`),
      pathNames: Array.from(path.matchAll(template), (match) => match.slice(1)).flat(),
      answers: Object.entries(examples[operationId].responses).flatMap(([status, bodies]) =>
        Object.entries<unknown>(bodies).map(([name, body]) => ({ status, name, body })),
      ),
    };
  });

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // With its stray "%", which no pattern of an id allows.
  }
}

function isValid({ operationId, pathNames }: Route, pathValues: string[], query: URLSearchParams): boolean {
  const inPath = pathNames.map((name, index) => [name, pathValues[index]] as const);
  const sent = new Map<string, string | undefined>([...query, ...inPath]);
  const rules: Record<string, { type: string }> = operationTable[operationId].parameters;
  const parameters = Object.entries(rules).flatMap(([name, { type }]) => {
    const value = sent.get(name);
    return value === undefined ? [] : [[name, type === "string" ? value : fromText(value)] as const];
  });
  try {
    checkParameters(operationId, Object.fromEntries(parameters));
    return true;
  } catch {
    return false; // EnkashParameterError; it throws nothing else.
  }
}

/** A number or a boolean as it stands in a URL; what is neither stays a text, which the check then refuses. */
function fromText(value: string): unknown {
  try {
    return JSON.parse(value) as unknown; // Sound: of unknown type, and checked next.
  } catch {
    return value;
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

/** A customer is what a path ends with. */
const idNames = routes.flatMap(({ pathNames }) => pathNames.slice(-1));

function assertId(id: unknown): string {
  const patterns = Object.entries(parameterPatterns).flatMap(([name, pattern]) =>
    idNames.includes(name) ? [pattern] : [],
  );
  if (typeof id === "string" && patterns.some((pattern) => pattern.test(id))) return id;
  throw new TypeError(`a customer's id must match ${patterns.map(String).join(" or ")}; got ${describe(id)}`);
}

function exampleIds(): string[] {
  return routes.flatMap(({ operationId }) =>
    Object.entries(examples[operationId].parameters).flatMap(([name, values]) =>
      idNames.includes(name) ? values.map(String) : [],
    ),
  );
}
