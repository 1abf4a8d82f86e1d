import { passwordGrant, EnkashAuthError } from "../../src/auth/index.js";
import { createEnkashClient, EnkashApiError } from "../../src/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.js";
import { rejection } from "../support/rejection.js";
import { customerId as customer, otherCustomerId as other } from "../support/documented.js";

const account = { clientId: "client:1", clientSecret: "s+cret ü", username: "asha", password: "right" };
const basic = `Basic ${btoa("client%3A1:s%2Bcret+%C3%BC")}`;

afterEach(() => {
  jest.restoreAllMocks();
});

function post(sandbox: Sandbox, form: Record<string, string>, authorization = basic): Promise<Response> {
  return sandbox.fetch("https://sandbox.invalid/oauth/token", {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams(form),
  });
}

async function logIn(sandbox: Sandbox, password: string, authorization?: string) {
  const response = await post(sandbox, { grant_type: "password", username: "asha", password }, authorization);
  // Safe: the tests compare its members.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function remove(sandbox: Sandbox, token: unknown): Promise<number> {
  const headers = { authorization: `Bearer ${String(token)}` };
  const url = `https://sandbox.invalid/api/v0/customer/${customer}`;
  return (await sandbox.fetch(url, { method: "DELETE", headers })).status;
}

describe("the sandbox's login", () => {
  it("issues tokens, and with the option accounts the sandbox accepts only those", async () => {
    const sandbox = createSandbox({ accounts: [account] });
    expect(await remove(sandbox, "any")).toBe(401);
    const { status, body } = await logIn(sandbox, "right");
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String) as string,
        token_type: "bearer",
        refresh_token: expect.any(String) as string,
        expires_in: 86_399,
      },
    });
    expect(await remove(sandbox, body["access_token"])).toBe(200);
  });

  it("has one account by default, and the sandbox still accepts any token", async () => {
    const sandbox = createSandbox();
    const [own] = sandbox.accounts;
    expect(sandbox.accounts).toHaveLength(1);
    const response = await post(
      sandbox,
      { grant_type: "password", username: own?.username ?? "", password: own?.password ?? "" },
      `Basic ${btoa(`${own?.clientId ?? ""}:${own?.clientSecret ?? ""}`)}`,
    );
    expect(response.status).toBe(200);
    expect(await remove(sandbox, "any")).toBe(200);
  });

  it("locks an account after three wrong attempts in a row, also for the correct password", async () => {
    const sandbox = createSandbox({ accounts: [account] });
    const bad = { status: 400, body: { error: "invalid_grant", error_description: "Bad credentials" } };
    expect(await logIn(sandbox, "wrong")).toEqual(bad);
    expect(await logIn(sandbox, "wrong")).toEqual(bad);
    expect((await logIn(sandbox, "right")).status).toBe(200);
    for (let attempt = 1; attempt <= 3; attempt++) expect(await logIn(sandbox, "wrong")).toEqual(bad);
    expect(await logIn(sandbox, "right")).toEqual({
      status: 400,
      body: { error: "invalid_grant", error_description: "User account is locked" },
    });
  });

  it.each(["", "Basic", "Basic %%%", `Basic ${btoa("%zz:x")}`, `Basic ${btoa("client%3A1:wrong")}`, "Bearer any"])(
    "responds with 401 to wrong client credentials: %s",
    async (authorization) => {
      const sandbox = createSandbox({ accounts: [account] });
      const expected = { status: 401, body: { error: "invalid_client", error_description: "Bad client credentials" } };
      expect(await logIn(sandbox, "right", authorization)).toEqual(expected);
    },
  );

  it("refuses unknown users, other grant types and other methods", async () => {
    const sandbox = createSandbox({ accounts: [] });
    expect((await logIn(sandbox, "right")).body["error"]).toBe("invalid_grant");
    await expect((await post(sandbox, { grant_type: "client_credentials" })).json()).resolves.toMatchObject({
      error: "unsupported_grant_type",
    });
    const url = "https://sandbox.invalid/oauth/token";
    expect((await sandbox.fetch(url)).status).toBe(405);
    expect((await sandbox.fetch(url, { method: "POST" })).status).toBe(400);
  });

  it("accepts a refresh token once, and only from its own client", async () => {
    const sandbox = createSandbox({ accounts: [account] });
    const { body } = await logIn(sandbox, "right");
    const form = { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) };
    expect((await post(sandbox, form, `Basic ${btoa("someone:else")}`)).status).toBe(401);
    expect((await post(sandbox, form)).status).toBe(200);
    expect((await post(sandbox, form)).status).toBe(400);
    expect((await post(sandbox, { grant_type: "refresh_token" })).status).toBe(400);
  });

  it.each<[string, SandboxOptions, number]>([
    ["at expires_in", { expiresInSeconds: 300 }, 300],
    ["earlier, with tokenLifeSeconds", { expiresInSeconds: 300, tokenLifeSeconds: 60 }, 60],
  ])("rejects its own token %s, even where any other token is accepted", async (_, options, seconds) => {
    const now = Date.now();
    const clock = jest.spyOn(Date, "now").mockReturnValue(now);
    const sandbox = createSandbox({ ...options });
    const [own] = sandbox.accounts;
    const token = await passwordGrant({
      baseUrl: "https://sandbox.invalid",
      ...account,
      ...own,
      fetch: sandbox.fetch,
    })();
    clock.mockReturnValue(now + seconds * 1_000);
    expect(await remove(sandbox, token)).toBe(401);
    clock.mockReturnValue(now + seconds * 1_000 - 1);
    expect(await remove(sandbox, token)).toBe(200);
  });

  it.each<[SandboxOptions, string]>([
    [{ expiresInSeconds: -1 }, "expiresInSeconds must be seconds, 0 or more; got -1"],
    [{ tokenLifeSeconds: Infinity }, "tokenLifeSeconds must be seconds, 0 or more; got Infinity"],
    [
      { accounts: [{ ...account, password: "" }] },
      "an account needs clientId, clientSecret, username, password; password is",
    ],
  ])("refuses invalid options: %j", (options, message) => {
    expect(() => createSandbox(options)).toThrow(message);
  });

  it("refuses options of the wrong type", () => {
    // @ts-expect-error wrong type
    expect(() => createSandbox({ accounts: [null] })).toThrow("clientId is nothing");
    // @ts-expect-error wrong type
    expect(() => createSandbox({ expiresInSeconds: "60" })).toThrow('got "60"');
  });
});

describe("a client that logs in to the sandbox", () => {
  function enkash(sandbox: Sandbox, password = account.password) {
    const baseUrl = "https://sandbox.invalid";
    const accessToken = passwordGrant({ baseUrl, ...account, password, fetch: sandbox.fetch });
    return createEnkashClient({ baseUrl, accessToken, fetch: sandbox.fetch });
  }

  it("recovers if a token expires early, with one new token and one retry", async () => {
    const now = Date.now();
    const clock = jest.spyOn(Date, "now").mockReturnValue(now);
    const sandbox = createSandbox({ customers: [customer, other], accounts: [account], tokenLifeSeconds: 300 });
    const client = enkash(sandbox);
    await client.deleteCustomerByCustomerId({ customerId: customer });
    clock.mockReturnValue(now + 301_000);
    await client.deleteCustomerByCustomerId({ customerId: other });
    expect(sandbox.customers.size).toBe(0);
  });

  it("does not lock its account by repeated calls with a wrong password", async () => {
    const sandbox = createSandbox({ accounts: [account] });
    const wrong = enkash(sandbox, "wrong");
    const call = () => rejection(wrong.deleteCustomerByCustomerId({ customerId: customer }), EnkashAuthError);
    await Promise.all(Array.from({ length: 100 }, call));
    await call();
    await enkash(sandbox).deleteCustomerByCustomerId({ customerId: customer });
    expect(sandbox.customers.size).toBe(0);
  });

  it("rejects with 401 if new tokens are already expired", async () => {
    const sandbox = createSandbox({ accounts: [account], tokenLifeSeconds: 0 });
    const call = enkash(sandbox).deleteCustomerByCustomerId({ customerId: customer });
    await expect(rejection(call, EnkashApiError)).resolves.toMatchObject({ status: 401, attempts: 2 });
  });
});
