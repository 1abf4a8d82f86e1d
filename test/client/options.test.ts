import { createEnkashClient, servers, type Fetch } from "../../src/index.js";
import { createOpenapiFetchClient } from "../../src/openapi-fetch.js";
import { customerId, parentCompanyId } from "../support/documented.js";

const [{ url: baseUrl }] = servers;

/** Takes any value, as from a JavaScript caller. */
function make(options: unknown) {
  // Safe: the test needs options of the wrong type.
  return () => createEnkashClient(options as Parameters<typeof createEnkashClient>[0]);
}

function refusal(options: unknown): string {
  try {
    make(options)();
  } catch (error) {
    if (error instanceof TypeError) return error.message;
  }
  throw new Error("not refused with a TypeError");
}

describe("invalid options throw at once, with the option in the message", () => {
  it.each([
    [undefined, "options"],
    [null, "options"],
    [{}, "baseUrl"],
    [{ baseUrl, retries: 0 }, '"retries"'],
    [{ baseUrl: "api.enkash.in" }, 'baseUrl must be an absolute https: URL .*; got "api.enkash.in"'],
    [{ baseUrl: "/api" }, "baseUrl"],
    [{ baseUrl: new URL(baseUrl) }, "baseUrl must be .*; got an object of type URL"],
    [{ baseUrl: "https://a:b@127.0.0.1" }, "baseUrl must be .*; got one with credentials"],
    [{ baseUrl: "ftp://127.0.0.1/" }, "baseUrl"],
    [{ baseUrl: "http://127.0.0.1/" }, "baseUrl must be an https: URL, unless allowInsecureHttp"],
    [{ baseUrl: "http://127.0.0.1/", allowInsecureHttp: "yes" }, "allowInsecureHttp"],
    ...["/?a=1", "/#a", "?", "#", "/?#"].map((end): [object, string] => [
      { baseUrl: baseUrl + end },
      "baseUrl must be .*; got one with a query or a fragment",
    ]),
    [{ baseUrl, accessToken: 5 }, "accessToken"],
    [{ baseUrl, accessToken: undefined }, "accessToken is undefined; is the environment variable set\\?"],
    [{ baseUrl, accessToken: "" }, "accessToken is empty; is the environment variable set\\?"],
    [{ baseUrl, fetch: "fetch" }, "fetch"],
    [{ baseUrl, onAttempt: {} }, "onAttempt"],
    [{ baseUrl, headers: "a: b" }, "headers"],
    [{ baseUrl, headers: null }, "headers"],
    [{ baseUrl, headers: new Headers() }, "headers must be .*; got an object of type Headers"],
    ...["Connection", "TE", "Upgrade", "Transfer-Encoding", "Keep-Alive", "Host", "Content-Length", "Expect"].map(
      (name): [object, string] => [
        { baseUrl, headers: { [name]: "a" } },
        `headers must not hold ${name.toLowerCase()}`,
      ],
    ),
    [{ baseUrl, headers: [["a", "b"]] }, "headers"],
    [{ baseUrl, headers: { "bad name": "b" } }, 'headers: "bad name" has a name or a value that HTTP does not allow'],
    [{ baseUrl, headers: { "x-a": null } }, 'headers: "x-a" must be a string; got null'],
    [{ baseUrl, headers: { "x-a": {} } }, 'headers: "x-a" must be a string; got an object'],
    [{ baseUrl, headers: { "x-a": ["b"] } }, 'headers: "x-a" must be a string; got an array'],
    [{ baseUrl, headers: { "x-a": 5 } }, 'headers: "x-a" must be a string; got 5'],
    [{ baseUrl, headers: { AUTHORIZATION: "Basic x" } }, "headers .* accessToken"],
    [{ baseUrl, timeoutMs: 0 }, "timeoutMs .* got 0"],
    [{ baseUrl, timeoutMs: NaN }, "timeoutMs"],
    [{ baseUrl, timeoutMs: Infinity }, "timeoutMs"],
    [{ baseUrl, timeoutMs: 2 ** 31 }, "timeoutMs"],
    [{ baseUrl, timeoutMs: "5" }, 'timeoutMs .* got "5"'],
    [{ baseUrl, maxRetries: -1 }, "maxRetries"],
    [{ baseUrl, maxRetries: 1.5 }, "maxRetries"],
    [{ baseUrl, maxRetries: "2" }, "maxRetries"],
    [{ baseUrl, maxResponseBytes: 0 }, "maxResponseBytes must be a whole number of bytes, 1 or more; got 0"],
    [{ baseUrl, maxResponseBytes: 0.5 }, "maxResponseBytes"],
    [{ baseUrl, maxResponseBytes: Infinity }, "maxResponseBytes"],
  ])("%j", (options, message) => {
    expect(refusal(options)).toMatch(new RegExp(message));
  });

  it("and no secret in the message", () => {
    expect(refusal({ baseUrl: "https://user:s3cret@127.0.0.1/" })).not.toContain("s3cret");
    expect(refusal({ baseUrl, accessToken: "s3cret\n" })).not.toContain("s3cret");
    expect(refusal({ baseUrl, headers: { "x-key": "s3cret\u0000" } })).not.toContain("s3cret");
    expect(refusal({ baseUrl, headers: { authorization: "s3cret" } })).not.toContain("s3cret");
  });
});

describe("options are read", () => {
  const parameters = { customerId };
  const success = () => Promise.resolve(Response.json({ response_code: 0 }));

  it("once", async () => {
    const reads: string[] = [];
    const counting = <T extends object>(options: T): T =>
      Object.defineProperties(
        {},
        Object.fromEntries(
          Object.entries(options).map(([name, value]) => [
            name,
            {
              enumerable: true,
              get: (): unknown => {
                reads.push(name);
                return value;
              },
            },
          ]),
        ),
      ) as T; // Safe: it has the members of the given object.
    const client = createEnkashClient(counting({ baseUrl, accessToken: "a-token", maxRetries: 0, fetch: success }));
    const signal = new AbortController().signal;
    await client.deleteCustomerByCustomerId(parameters, counting({ timeoutMs: 500, maxRetries: 0, signal }));
    expect(reads.sort()).toEqual(
      ["baseUrl", "accessToken", "maxRetries", "fetch", "timeoutMs", "maxRetries", "signal"].sort(),
    );
  });

  it.each<[name: string, value: unknown]>([
    ["maxRetries", 100],
    ["timeoutMs", "x"],
    ["accessToken", "not-mine"],
    ["headers", { "x-not-mine": "1" }],
    ["fetch", () => Promise.reject(new Error("not mine"))],
    ["onAttempt", "x"],
    ["signal", AbortSignal.abort()],
    ["allowInsecureHttp", "x"],
    ["parentCompanyId", parentCompanyId],
    ["body", "a=1"],
    ["errorResponse", { errorType: "SYSTEM_ERROR" }],
    ["nullable", true],
    ["isSeen", true],
  ])("as own members only: an extended Object.prototype adds no %s", async (name, value) => {
    const sent: unknown[] = [];
    const fetch: Fetch = (url, { method, headers, body }) => {
      sent.push({ url, method, headers: { ...headers }, body });
      return success();
    };
    // Where `fetch` is what is added, the platform's own is used.
    // Safe: the client calls it with these arguments.
    const platform = jest.spyOn(globalThis, "fetch").mockImplementation(fetch as unknown as typeof globalThis.fetch);
    Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true, writable: true });
    try {
      const client = createEnkashClient({ baseUrl });
      await client.deleteCustomerByCustomerId(parameters);
      await createOpenapiFetchClient({ baseUrl }).DELETE("/api/v0/customer/{customerId}", {
        params: { path: parameters },
      });
    } finally {
      Reflect.deleteProperty(Object.prototype, name);
      platform.mockRestore();
    }
    const request = {
      url: `${baseUrl}/api/v0/customer/${parameters.customerId}`,
      method: "DELETE",
      headers: { accept: "application/json" },
    };
    expect(sent).toMatchObject([request, request]);
    expect(Object.keys((sent[0] as { headers: object }).headers)).toEqual(["accept"]);
  });
});

describe("invalid options of a call reject the call", () => {
  const client = createEnkashClient({ baseUrl, fetch: () => Promise.reject(new Error("nothing must be sent")) });
  const parameters = { customerId };

  it.each([
    ["{}", "options"],
    [{ timeoutMs: 0 }, "timeoutMs"],
    [{ maxRetries: -1 }, "maxRetries"],
    [{ signal: {} }, "signal must be an AbortSignal, with addEventListener and removeEventListener; got an object"],
  ])("%j", async (options, message) => {
    // Safe: the test needs options of the wrong type.
    const call = client.deleteCustomerByCustomerId(parameters, options as object);
    await expect(call).rejects.toThrow(TypeError);
    await expect(client.deleteCustomerByCustomerId(parameters, options as object)).rejects.toThrow(message);
  });
});

it("accepts each server of the description as baseUrl", () => {
  for (const { url } of servers) expect(make({ baseUrl: url })).not.toThrow();
});

it("leaves out a header of undefined", async () => {
  let sent: Record<string, string> = {};
  const client = createEnkashClient({
    baseUrl,
    headers: { "x-a": undefined, "x-b": "b" },
    fetch: (_, { headers }) => {
      sent = headers;
      return Promise.resolve(new Response('{"response_code":0}'));
    },
  });
  await client.deleteCustomerByCustomerId({ customerId });
  expect(sent).toEqual({ accept: "application/json", "x-b": "b" });
});

describe("on a platform that lacks a class that the client needs,", () => {
  it.each(["AbortController", "Headers", "TextDecoder"] as const)(
    "the package loads, and names it: %s",
    async (name) => {
      const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
      if (descriptor === undefined) throw new Error(`this platform lacks ${name}`);
      Reflect.deleteProperty(globalThis, name);
      try {
        await jest.isolateModulesAsync(async () => {
          const copy = await import("../../src/index.js");
          expect(() => copy.createEnkashClient({ baseUrl })).toThrow(
            `this platform lacks ${name}; load a polyfill for it first`,
          );
        });
      } finally {
        Object.defineProperty(globalThis, name, descriptor);
      }
    },
  );
});
