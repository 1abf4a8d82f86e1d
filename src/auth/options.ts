import { preview } from "../errors.js";
import { assertSet } from "../http/access-token.js";
import { checkClientOptions, isRecord, ownOptions } from "../options.js";
import type { Fetch } from "../http/fetch.js";

/** Options of {@link passwordGrant}. */
export interface PasswordGrantOptions {
  /** The server of the token endpoint: the same `baseUrl` as the client's. */
  baseUrl: string;
  /** The client id that EnKash issued. Sent in `Authorization: Basic`. */
  clientId: string;
  /** The client secret that EnKash issued. Sent in `Authorization: Basic`. */
  clientSecret: string;
  /** The user's name. */
  username: string;
  /** The user's password. */
  password: string;
  /**
   * Further members of the form: some EnKash products require `clientId`, the id of the company.
   *
   * @defaultValue none
   */
  form?: Readonly<Record<string, string>> | undefined;
  /**
   * Used instead of the platform's `fetch`, and called as `fetch(url, init)`.
   *
   * @defaultValue `globalThis.fetch`, looked up at each call
   */
  fetch?: Fetch | undefined;
  /**
   * Milliseconds that one attempt may take, from sending to the last byte of the response.
   *
   * @defaultValue 10 000
   */
  timeoutMs?: number | undefined;
  /**
   * How many requests may follow the first of one renewal, after a temporary fault. Never after a refusal, since three wrong
   * attempts lock the account. A login without a verdict (no response, 408, 429, 500, 502, 503, 504) is repeated once at
   * most, over all calls until the next success, and only on Node and Cloudflare Workers: other platforms may themselves send
   * a POST again. One that never reached the server is not counted.
   *
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /**
   * Allows an `http:` baseUrl, which shows the password to the network.
   *
   * @defaultValue false
   */
  allowInsecureHttp?: boolean | undefined;
}

export type CheckedAuthOptions = ReturnType<typeof checkAuthOptions>;

/** Checks the options and fills in the client's defaults. Every message names the option, and none shows a secret. */
export function checkAuthOptions(options: PasswordGrantOptions) {
  const given = ownOptions<PasswordGrantOptions>(options, "passwordGrant", optionNames);
  const { baseUrl, fetch, timeoutMs, maxRetries, allowInsecureHttp, form = {} } = given;
  const checked = checkClientOptions({ baseUrl, fetch, timeoutMs, maxRetries, allowInsecureHttp });
  return {
    ...checked,
    clientId: checkText("clientId", given.clientId),
    clientSecret: checkText("clientSecret", given.clientSecret),
    username: checkText("username", given.username),
    password: checkText("password", given.password),
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

/** Form members that passwordGrant writes. */
const reservedMembers: readonly string[] = ["grant_type", "username", "password", "refresh_token"];

function checkForm(form: unknown): Readonly<Record<string, string>> {
  if (!isRecord(form)) throw new TypeError(`form must be an object of names and strings; got ${preview(form)}`);
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => {
      if (reservedMembers.includes(name)) throw new TypeError(`form must not hold ${name}; passwordGrant writes it`);
      return [name, checkText(`form.${name}`, value)];
    }),
  );
}

/** The message does not show the value: it may be the secret. A lone surrogate has no UTF-8, and would be sent as another character. */
function checkText(option: string, value: unknown): string {
  assertSet(option, value);
  if (typeof value === "string" && !/\p{Surrogate}/u.test(value)) return value;
  const received = typeof value === "string" ? "one that is not well-formed Unicode" : typeof value;
  throw new TypeError(`${option} must be a string; got ${received}`);
}
