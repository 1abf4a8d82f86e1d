import {
  createEnkashClient,
  EnkashApiError,
  EnkashConnectionError,
  EnkashTimeoutError,
  type EnkashClient,
  type EnkashClientOptions,
} from "../../src/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

type OnCall = NonNullable<SandboxOptions["onCall"]>;

function start(onCall: OnCall, options: Partial<EnkashClientOptions> = {}): [Sandbox, EnkashClient] {
  const sandbox = createSandbox({ customers: [customerId], onCall });
  const given = { baseUrl: "https://sandbox.invalid", accessToken: "any", fetch: sandbox.fetch, ...options };
  return [sandbox, createEnkashClient(given)];
}

describe("onCall lets a test", () => {
  it("see each request, with its number", async () => {
    const seen: string[] = [];
    const [, enkash] = start((call, respond) => {
      seen.push(`${call.nth} ${call.operationId} ${call.request.method} ${new URL(call.request.url).pathname}`);
      return respond();
    });
    await enkash.deleteCustomerByCustomerId({ customerId });
    await rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashApiError);
    const line = `deleteCustomerByCustomerId DELETE /api/v0/customer/${customerId}`;
    expect(seen).toEqual([`1 ${line}`, `2 ${line}`]);
  });

  it("fail once, then succeed", async () => {
    const [sandbox, enkash] = start(({ nth }, respond) => (nth === 1 ? new Response("", { status: 503 }) : respond()));
    await enkash.deleteCustomerByCustomerId({ customerId });
    expect(sandbox.customers.size).toBe(0);
  });

  it("delay a response past the client's limit, whose outcome is not known", async () => {
    let end = () => Promise.resolve<unknown>(undefined);
    const [sandbox, enkash] = start(
      (_, respond) =>
        new Promise((resolve) => {
          end = () => respond().then(resolve);
        }),
      { timeoutMs: 10, maxRetries: 0 },
    );
    const error = await rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashTimeoutError);
    expect(error.outcome).toBe("unknown");
    expect(sandbox.customers.size).toBe(1);
    await end();
    expect(sandbox.customers.size).toBe(0);
  });

  it("lose the connection after the delete, whose outcome is not known", async () => {
    const [sandbox, enkash] = start(
      async (_, respond) => {
        await respond();
        throw new Error("cut");
      },
      { maxRetries: 0 },
    );
    const error = await rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashConnectionError);
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1, cause: { message: "cut" } });
    expect(sandbox.customers.size).toBe(0);
  });

  it("have a request arrive twice, as some platforms repeat it", async () => {
    const [, enkash] = start((_, respond) => respond().then(respond));
    const error = await rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashApiError);
    expect(error).toMatchObject({ status: 404, outcome: "not-found", attempts: 1 });
  });
});

it("onCall is not called for what is no operation, and not for the token endpoint", async () => {
  const onCall = jest.fn<ReturnType<OnCall>, Parameters<OnCall>>((_, respond) => respond());
  const { fetch } = createSandbox({ onCall });
  for (const path of ["/oauth/token", "/nowhere"]) await fetch(`https://sandbox.invalid${path}`, { method: "POST" });
  expect(onCall).not.toHaveBeenCalled();
});

it("a request that is aborted while onCall waits rejects at once, with the signal's reason", async () => {
  const { fetch } = createSandbox({ onCall: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const url = `https://sandbox.invalid/api/v0/customer/${customerId}`;
  const call = fetch(url, { method: "DELETE", signal: controller.signal });
  controller.abort("stop");
  await expect(call).rejects.toBe("stop");
});

describe("is refused in one line:", () => {
  it.each([
    [{ onCall: "log" }, 'onCall must be a function; got "log"'],
    [{ onCall: null }, "onCall must be a function; got null"],
    [
      { oncall: () => undefined },
      'createSandbox: there is no option "oncall"; it takes customers, onCall, accounts, expiresInSeconds, tokenLifeSeconds',
    ],
    [null, "createSandbox: options must be an object; got null"],
  ])("%p", (options, message) => {
    // Safe: what JavaScript lets through is what is tested.
    expect(() => createSandbox(options as SandboxOptions)).toThrow(new TypeError(message));
  });

  it.each([
    [undefined, "nothing"],
    [{ status: 200 }, "an object"],
  ])("a result that is no Response: %p", async (result, named) => {
    // Safe: what JavaScript lets through is what is tested.
    const [sandbox, enkash] = start(() => result as Response, { maxRetries: 0 });
    const error = await rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashConnectionError);
    expect(error.message).toContain(`: onCall must return a Response; got ${named}`);
    expect(sandbox.customers.size).toBe(1);
  });
});
