import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import { createServer, type AddressInfo, type Server } from "node:net";

import { passwordGrant } from "../../src/auth/index.js";
import { createEnkashClient, type EnkashClientOptions } from "../../src/index.js";
import { createEnkashFetch } from "../../src/openapi-fetch.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { certificateFile } from "../support/connect-proxy.js";

const baseUrl = "https://sandbox.invalid";
const customerId = "KC0123456789ABCD";

/** One request about a customer, without retries unless the options say otherwise. */
function call(options: Partial<EnkashClientOptions> = {}, id = customerId): Promise<unknown> {
  const { fetch } = createSandbox();
  const enkash = createEnkashClient({ baseUrl, accessToken: "any", fetch, maxRetries: 0, ...options });
  return enkash.deleteCustomerByCustomerId({ customerId: id });
}

function respondedWith(body: string | null, init: ResponseInit): Promise<unknown> {
  return call({ fetch: () => Promise.resolve(new Response(body, init)) });
}

function preferred(response: string): Promise<unknown> {
  return call({ headers: { Prefer: response } });
}

/** @param init - of the response of the token endpoint; a wrong password on a sandbox by default */
function logIn(init?: ResponseInit): Promise<unknown> {
  const [account] = createSandbox().accounts;
  if (account === undefined) throw new Error("the sandbox has no account");
  const fetch = init ? () => Promise.resolve(new Response("busy", init)) : createSandbox().fetch;
  return passwordGrant({ ...account, baseUrl, password: "wrong", fetch, maxRetries: 0 })();
}

/** A call to this server, whose port is closed at once if `isClosed`. */
async function callTo(server: Server, isClosed: boolean): Promise<unknown> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // Safe: a server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  if (isClosed) server.close();
  try {
    return await call({ baseUrl: `https://127.0.0.1:${port}`, fetch: undefined });
  } finally {
    server.close();
  }
}

/** What makes the message of each heading. */
const causes: Record<string, () => Promise<unknown>> = {
  "accessToken is empty; is the environment variable set?": async () => call({ accessToken: "" }),
  "customerId must match ^KC[A-Z0-9]{14}$": () => call({}, "KC-1"),
  "failed with HTTP 401: UNAUTHORIZED": () => preferred("code=401"),
  "passwordGrant: refused with HTTP 400: invalid_grant": () => logIn(),
  "is neither a token nor a refusal": () => logIn({ status: 503 }),
  // A label of more than 63 letters is no name, so that nobody is asked for it.
  "getaddrinfo ENOTFOUND": () => call({ baseUrl: `https://${"a".repeat(64)}.invalid`, fetch: undefined }),
  "connect ECONNREFUSED": () => callTo(createServer(), true),
  "self-signed certificate": () => {
    const cert = readFileSync(certificateFile);
    return callTo(createTlsServer({ key: readFileSync("test/support/tls/key.pem"), cert }), false);
  },
  "no full response within 10000 ms": () => {
    jest.useFakeTimers();
    const ended = call({ fetch: () => new Promise(() => undefined) });
    return Promise.all([ended, jest.advanceTimersByTimeAsync(10_000)]);
  },
  "failed with HTTP 404: RECORD_NOT_FOUND": () => preferred("code=404"),
  "failed with HTTP 404: not the documented JSON": () => respondedWith("Not found", { status: 404 }),
  "failed with HTTP 429": () => respondedWith("slow down", { status: 429 }),
  "an earlier one may have taken effect": () => {
    const onCall = ({ nth }: { nth: number }) => {
      return nth === 1 ? Promise.reject(new Error("cut")) : new Response("{}", { status: 403 });
    };
    return call({ fetch: createSandbox({ onCall }).fetch, maxRetries: 1 });
  },
  "HTTP 200 without the documented JSON; got <": () => respondedWith("<!doctype html>", { status: 200 }),
  "HTTP 200 without a sign of success": () => respondedWith('{"payload":"Token is invalid."}', { status: 200 }),
  "a redirect is not followed": () => respondedWith(null, { status: 302, headers: { location: "/login" } }),
  "the body could not be read": () => respondedWith("{}", { status: 200, headers: { "content-length": "20" } }),
  "baseUrl must be an https: URL": async () => call({ baseUrl: "http://127.0.0.1:4010" }),
  "there is no option": async () => call({ timeout: 5_000 } as object),
  "is not an operation of": () => createEnkashFetch({ baseUrl })(`${baseUrl}/api/v0/customers`),
  "this platform lacks TextDecoder": async () => {
    const { TextDecoder } = globalThis;
    Reflect.deleteProperty(globalThis, "TextDecoder");
    try {
      return await call();
    } finally {
      Object.assign(globalThis, { TextDecoder });
    }
  },
};

/** The same for messages within the text. */
const further: Record<string, () => Promise<unknown>> = {
  "accessToken is undefined; is the environment variable set?": async () => call({ accessToken: undefined as never }),
  "accessToken ends with a line break; trim it": async () => call({ accessToken: "any\n" }),
  'accessToken starts with "Bearer"; give the token alone': async () => call({ accessToken: "Bearer any" }),
  "It is not repeated, since wrong attempts lock the account. Fix the cause, then call reset() or make a new passwordGrant.":
    () => logIn(),
  "this was attempt 2, and an earlier one may have taken effect": () =>
    causes["an earlier one may have taken effect"]?.() ?? Promise.resolve(),
};

const page = readFileSync("docs/troubleshooting.md", "utf8");
const headings = Array.from(page.matchAll(/^## `(.+)`$/gm), ([, heading = ""]) => heading);

afterEach(() => {
  jest.useRealTimers();
});

it("has a heading for each cause that is tested here", () => {
  expect(headings).toEqual(Object.keys(causes));
});

it.each(headings)("quotes %s as it is", async (heading) => {
  await expect(causes[heading]?.()).rejects.toThrow(heading);
});

it.each(Object.keys(further))("quotes %s as it is, within the text", async (message) => {
  expect(page.replace(/\s+/g, " ")).toContain(message);
  await expect(further[message]?.()).rejects.toThrow(message);
});
