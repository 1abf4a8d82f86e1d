import { examples } from "../generated/examples.js";
import { operationTable, parameterPatterns } from "../generated/operations.js";
import { describe, EnkashParameterError } from "./errors.js";
import { checkParameters, type OperationId } from "./parameters.js";

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  /** The ids of the customers that it holds at the start. Default: the description's own example. */
  customers?: Iterable<string> | undefined;
}

/** A stand-in for the API that lives in memory: no port, no server, nothing real. */
export interface Sandbox {
  /** Answers as the API would; goes straight into `createEnkashClient({ fetch })`. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The customers that it holds now. */
  readonly customers: ReadonlySet<string>;
}

/**
 * Makes a sandbox. It knows parameters and answers from the description alone: a parameter that breaks its pattern is
 * answered 400, a missing bearer token 401, an unknown customer 404, a known one 200, and from its deletion on 404.
 * `Prefer: code=403` or `Prefer: example=SystemError` (RFC 7240) forces an answer and changes nothing.
 *
 * Each body is the description's example, with `requestId` and `timestamp` filled in.
 *
 * @example
 * ```ts
 * const sandbox = createSandbox({ customers: ["KC0123456789ABCD"] });
 * const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid", accessToken: "any", fetch: sandbox.fetch });
 * ```
 * @throws TypeError a customer's id breaks the pattern of the description
 */
export function createSandbox({ customers: initial = exampleIds() }: SandboxOptions = {}): Sandbox {
  const customers = new Set<string>();
  for (const id of initial) customers.add(assertId(id));

  function answer(request: Request): Response {
    const { method, headers } = request;
    const { pathname, searchParams } = new URL(request.url);
    const matches = routes.filter(({ pattern }) => pattern.test(pathname));
    const route = matches.find((candidate) => candidate.method === method);
    if (route === undefined) {
      return refusal(matches.length === 0 ? 404 : 405, `${method} ${pathname} is not an operation of the description.`);
    }
    const [, kind, wanted] = /\b(code|example)=([\w-]+)/.exec(headers.get("prefer") ?? "") ?? [];
    if (wanted !== undefined) return preferred(route, kind === "code" ? wanted : undefined, wanted);

    const pathValues = decodedPathValues(route, pathname);
    if (!isValid(route, pathValues, searchParams)) return documented(route, "400");
    if (!/^Bearer \S/i.test(headers.get("authorization") ?? "")) return documented(route, "401");
    const id = pathValues.at(-1);
    if (id !== undefined && !customers.has(id)) return documented(route, "404");
    if (id !== undefined && method === "DELETE") customers.delete(id);
    return documented(route, "200");
  }

  return {
    customers,
    // An async function, so that what Request refuses rejects, as it does with the platform's fetch.
    async fetch(input, init) {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return Promise.resolve(answer(request));
    },
  };
}

interface Route {
  operationId: OperationId;
  method: string;
  pattern: RegExp;
  pathNames: string[];
}

/** Matched from the end, so that a baseUrl may have a path of its own. */
const routes: readonly Route[] = (Object.keys(operationTable) as OperationId[]) // Sound: these are its keys.
  .map((operationId) => {
    const { method, path } = operationTable[operationId];
    const pathNames = Array.from(path.matchAll(/\{(.+?)\}/g), ([, name = ""]) => name);
    return { operationId, method, pattern: new RegExp(`${path.replaceAll(/\{.+?\}/g, "([^/]*)")}$`), pathNames };
  });

function decodedPathValues({ pattern }: Route, pathname: string): string[] {
  return (pattern.exec(pathname) ?? []).slice(1).map((value) => {
    try {
      return decodeURIComponent(value);
    } catch {
      return value; // With its stray "%", which no pattern of an id allows.
    }
  });
}

function isValid({ operationId, pathNames }: Route, pathValues: string[], query: URLSearchParams): boolean {
  const rules: Record<string, { type: string }> = operationTable[operationId].parameters;
  const values = Object.entries(rules).flatMap(([name, { type }]) => {
    const value = pathNames.includes(name) ? pathValues[pathNames.indexOf(name)] : query.get(name);
    return value === null || value === undefined ? [] : [[name, type === "string" ? value : fromText(value)] as const];
  });
  try {
    checkParameters(operationId, Object.fromEntries(values));
    return true;
  } catch (error) {
    if (error instanceof EnkashParameterError) return false;
    throw error;
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

type Bodies = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function bodiesOf({ operationId }: Route): Bodies {
  return examples[operationId].responses;
}

/** A status's first example. */
function documented(route: Route, status: string): Response {
  return filledIn(status, Object.values(bodiesOf(route)[status] ?? {})[0]);
}

function preferred(route: Route, code: string | undefined, wanted: string): Response {
  const bodies = bodiesOf(route);
  if (code !== undefined && code in bodies) return documented(route, code);
  const status = Object.keys(bodies).find((candidate) => wanted in (bodies[candidate] ?? {}));
  if (status !== undefined) return filledIn(status, bodies[status]?.[wanted]);
  const names = Object.values(bodies).flatMap((named) => Object.keys(named));
  return refusal(
    400,
    `Prefer: ${describe(wanted)} is not documented; there is code=${Object.keys(bodies).join(", ")} and example=${names.join(", ")}.`,
  );
}

function filledIn(status: string, example: unknown): Response {
  const told = { requestId: crypto.randomUUID(), timestamp: new Date().toISOString().slice(0, 19).replace("T", " ") };
  const body = JSON.stringify(example, (name, value: unknown) =>
    name === "errorResponse" && value !== null ? { ...(value as object), ...told } : value,
  );
  return new Response(body, { status: Number(status), headers: { "content-type": "application/json" } });
}

/** What is the sandbox's own and not the API's is told as plain text. */
function refusal(status: number, message: string): Response {
  return new Response(`Sandbox: ${message}\n`, { status, headers: { "content-type": "text/plain" } });
}

function assertId(id: unknown): string {
  const patterns: Readonly<Record<string, RegExp>> = parameterPatterns;
  const held = routes.flatMap(({ pathNames }) => pathNames.slice(-1).flatMap((name) => patterns[name] ?? []));
  if (typeof id === "string" && held.some((pattern) => pattern.test(id))) return id;
  throw new TypeError(`a customer's id must match ${held.map(String).join(" or ")}; got ${describe(id)}`);
}

function exampleIds(): string[] {
  return routes.flatMap(({ operationId, pathNames }) => {
    const values: Readonly<Record<string, readonly unknown[]>> = examples[operationId].parameters;
    return pathNames.slice(-1).flatMap((name) => (values[name] ?? []).map(String));
  });
}
