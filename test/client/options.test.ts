import { createEnkashClient, servers } from "../../src/index.js";

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
    [{ baseUrl: new URL(baseUrl) }, "baseUrl"],
    [{ baseUrl: "ftp://127.0.0.1/" }, "baseUrl"],
    [{ baseUrl: "http://127.0.0.1/" }, "baseUrl must be an https: URL, unless allowInsecureHttp"],
    [{ baseUrl: "http://127.0.0.1/", allowInsecureHttp: "yes" }, "allowInsecureHttp"],
    [{ baseUrl: `${baseUrl}/?a=1` }, "baseUrl"],
    [{ baseUrl: `${baseUrl}/#a` }, "baseUrl"],
    [{ baseUrl, accessToken: 5 }, "accessToken"],
    [{ baseUrl, accessToken: "" }, "accessToken is empty; is the environment variable set\\?"],
    [{ baseUrl, fetch: "fetch" }, "fetch"],
    [{ baseUrl, onAttempt: {} }, "onAttempt"],
    [{ baseUrl, headers: "a: b" }, "headers"],
    [{ baseUrl, headers: null }, "headers"],
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

describe("invalid options of a call reject the call", () => {
  const client = createEnkashClient({ baseUrl, fetch: () => Promise.reject(new Error("nothing must be sent")) });
  const parameters = { customerId: "KC0123456789ABCD" };

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
  await client.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
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
