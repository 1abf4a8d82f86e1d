import { assertOptions, checkClientOptions } from "../options.js";
import type { TokenFetch } from "./token-request.js";
import type { Fetch } from "../http/attempt.js";

/** Options of {@link passwordGrant}. */
export interface PasswordGrantOptions {
  /** The server that gives the tokens: the client's own `baseUrl`. */
  baseUrl: string;
  /** The client's id, from the vendor. Sent in `Authorization: Basic`. */
  clientId: string;
  /** The client's secret, from the vendor. Sent in `Authorization: Basic`. */
  clientSecret: string;
  /** The user's name. */
  username: string;
  /** The user's password. */
  password: string;
  /** Further members of the form: some products want `clientId`, the company's id (evidence V). Default: none. */
  form?: Readonly<Record<string, string>> | undefined;
  /** Stands in for the platform's `fetch`, called as `fetch(url, init)`. Default: `globalThis.fetch` of the moment. */
  fetch?: TokenFetch | undefined;
  /** Milliseconds that one attempt may take, from sending to the last byte of the answer. Default: 10 000. */
  timeoutMs?: number | undefined;
  /**
   * How many requests may follow the first after a fault that passes by itself: never after a refusal, and after an
   * answer that was lost on the way at most one. Default: 2.
   */
  maxRetries?: number | undefined;
  /** Allows an `http:` baseUrl, which shows the password to the network. Default: false. */
  allowInsecureHttp?: boolean | undefined;
}

export type CheckedAuthOptions = ReturnType<typeof checkAuthOptions>;

/** Checks the options and fills in the client's own defaults. Every message names the option, and none shows a secret. */
export function checkAuthOptions(options: PasswordGrantOptions) {
  assertOptions(options, "passwordGrant", optionNames);
  const { fetch, timeoutMs, maxRetries, allowInsecureHttp, form = {} } = options;
  const checked = checkClientOptions({
    baseUrl: options.baseUrl,
    fetch: fetch as Fetch | undefined, // Sound: it is called with a body below, and not as a Fetch.
    timeoutMs,
    maxRetries,
    allowInsecureHttp,
  });
  return {
    ...checked,
    fetch: checked.fetch as TokenFetch, // Sound: the user's, or the platform's, which takes any init.
    clientId: checkText("clientId", options.clientId),
    clientSecret: checkText("clientSecret", options.clientSecret),
    username: checkText("username", options.username),
    password: checkText("password", options.password),
    form: checkForm(form),
  };
}

const optionNames: readonly string[] = [
  "baseUrl",
  "clientId",
  "clientSecret",
  "username",
  "password",
  "form",
  "fetch",
  "timeoutMs",
  "maxRetries",
  "allowInsecureHttp",
] satisfies (keyof PasswordGrantOptions)[];

/** What the grants themselves write. */
const reservedMembers: readonly string[] = ["grant_type", "username", "password", "refresh_token"];

function checkForm(form: unknown): Readonly<Record<string, string>> {
  if (typeof form !== "object" || form === null || Symbol.iterator in form) {
    throw new TypeError("form must be an object of names and strings");
  }
  return Object.fromEntries(
    Object.entries(form).map(([name, value]: [string, unknown]) => {
      if (reservedMembers.includes(name)) throw new TypeError(`form must not hold ${name}; passwordGrant writes it`);
      return [name, checkText(`form.${name}`, value)];
    }),
  );
}

/** What came is not told: it may be the secret. A lone surrogate has no UTF-8, and would be sent as another character. */
function checkText(option: string, value: unknown): string {
  if (typeof value === "string" && value !== "" && !/\p{Surrogate}/u.test(value)) return value;
  if (value === "") throw new TypeError(`${option} is empty; is the environment variable set?`);
  const came = typeof value === "string" ? "one that is not well-formed Unicode" : typeof value;
  throw new TypeError(`${option} must be a string; got ${came}`);
}
