import { EnkashAuthError, passwordGrant, type PasswordGrantOptions } from "../../src/auth/index.js";
import { createEnkashClient, EnkashApiError, EnkashConnectionError, EnkashError } from "../../src/index.js";
import { listen } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import {
  credentials,
  cutOff,
  grantAt,
  grants,
  grantTypes,
  json,
  lost,
  type TokenResponder,
  useTokenServers,
} from "../support/token-server.js";
import { customerId } from "../support/documented.js";

const invalidGrant = json(400, { error: "invalid_grant", error_description: "Bad credentials" });
const { servers, start } = useTokenServers();

describe("logs in", () => {
  it("once for a hundred concurrent calls, with a password grant to the token path of the description", async () => {
    const server = await start(grants());
    const token = grantAt(server, { form: { clientId: "CEK0A1B2C3", scope: "read write" } });
    expect(server.requests).toHaveLength(0);
    const tokens = await Promise.all(Array.from({ length: 100 }, () => token()));
    expect(new Set(tokens)).toEqual(new Set(["token-1"]));
    expect(server.forms).toEqual([
      {
        grant_type: "password",
        username: "asha",
        password: "hunter2",
        clientId: "CEK0A1B2C3",
        scope: "read write",
      },
    ]);
    expect(server.requests).toMatchObject([
      {
        method: "POST",
        url: "/oauth/token",
        headers: {
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
          authorization: `Basic ${btoa("client-1:s3cret")}`,
        },
      },
    ]);
  });

  it("under the path of baseUrl", async () => {
    const server = await start(grants());
    await grantAt({ url: `${server.url}/gateway/` })();
    expect(server.requests[0]?.url).toBe("/gateway/oauth/token");
  });

  it.each(["plain", "a:b", "ümlaut €", "日本語", "100% + more & =", "-._*~!'()", "\u{1f511}"])(
    "with %s as id and secret, encoded as in RFC 6749 2.3.1",
    async (secret) => {
      const server = await start(grants());
      await grantAt(server, { clientId: secret, clientSecret: secret, username: secret, password: secret })();
      const halves = atob(server.requests[0]?.headers.authorization?.slice("Basic ".length) ?? "").split(":");
      expect(halves.map((half) => new URLSearchParams(`v=${half}`).get("v"))).toEqual([secret, secret]);
      expect(server.forms[0]).toMatchObject({ username: secret, password: secret });
    },
  );

  it("through the global fetch at the time of the login, or through a custom fetch", async () => {
    const platform = jest.spyOn(globalThis, "fetch");
    const server = await start(grants());
    const own = jest.fn<Promise<Response>, Parameters<typeof fetch>>((url, init) => fetch(url, init));
    await grantAt(server)();
    expect(platform).toHaveBeenCalledTimes(1);
    await grantAt(server, { fetch: own })();
    expect(own).toHaveBeenCalledWith(
      `${server.url}/oauth/token`,
      expect.objectContaining({ method: "POST", redirect: "manual", body: expect.any(String) as string }),
    );
  });
});

it("a login continues for the other calls when one of them is aborted", async () => {
  let release: (() => void) | undefined;
  const server = await start((response, form, request) => {
    release = () => {
      grants()(response, form, request);
    };
  });
  const api = await listen((_, response) => response.writeHead(204).end());
  servers.push(api);
  const enkash = createEnkashClient({ baseUrl: api.url, accessToken: grantAt(server), allowInsecureHttp: true });
  const controller = new AbortController();
  const aborted = enkash.deleteCustomerByCustomerId({ customerId }, { signal: controller.signal });
  const other = enkash.deleteCustomerByCustomerId({ customerId });
  while (release === undefined) await new Promise(setImmediate);
  controller.abort("mine");
  await expect(aborted).rejects.toBe("mine");
  release();
  await expect(other).resolves.toEqual({});
  expect(server.requests).toHaveLength(1);
});

describe("keeps the token", () => {
  it.each([
    ["valid for a day until 30 s before it expires", { expires_in: 86_399 }, 86_368, 86_369],
    ["valid for less until a tenth of its lifetime before it expires", { expires_in: 100 }, 89, 90],
    ["whose lifetime is a string", { expires_in: "100" }, 89, 91],
  ])("%s", async (_, members, kept, renewed) => {
    const server = await start(grants(members));
    const token = grantAt(server);
    const now = Date.now();
    const clock = jest.spyOn(Date, "now").mockReturnValue(now);
    await token();
    clock.mockReturnValue(now + kept * 1_000);
    await expect(token()).resolves.toBe("token-1");
    clock.mockReturnValue(now + renewed * 1_000);
    await expect(token()).resolves.toBe("token-2");
    expect(grantTypes(server)).toEqual(["password", "refresh_token"]);
  });

  it.each([undefined, null, 0, -5, "soon", "Infinity"])(
    "until it is refused, if expires_in is %p",
    async (lifetime) => {
      const server = await start(grants({ expires_in: lifetime }));
      const token = grantAt(server);
      await token();
      const later = Date.now() + 1e12;
      jest.spyOn(Date, "now").mockReturnValue(later);
      await expect(token()).resolves.toBe("token-1");
      await expect(token({ refused: "token-1" })).resolves.toBe("token-2");
    },
  );

  it("until reset(), and then logs in again", async () => {
    const server = await start(grants());
    const token = grantAt(server);
    await token();
    token.reset();
    await expect(token()).resolves.toBe("token-2");
    expect(grantTypes(server)).toEqual(["password", "password"]);
  });

  it("of the login after reset(), even if an earlier login completes later", async () => {
    let release: (() => void) | undefined;
    const server = await start((response, form, request) => {
      release = () => {
        json(200, { access_token: "late" })(response, form, request);
      };
    }, grants());
    const token = grantAt(server);
    const late = token();
    while (release === undefined) await new Promise(setImmediate);
    token.reset();
    await expect(token()).resolves.toBe("token-1");
    release();
    await expect(late).resolves.toBe("late");
    await expect(token()).resolves.toBe("token-1");
  });
});

describe("renews a refused token", () => {
  it("once for a hundred concurrent calls, with the refresh token", async () => {
    const server = await start(grants());
    const token = grantAt(server);
    await token();
    const renewed = await Promise.all(Array.from({ length: 100 }, () => token({ refused: "token-1" })));
    expect(new Set(renewed)).toEqual(new Set(["token-2"]));
    await expect(token({ refused: "token-1" })).resolves.toBe("token-2");
    expect(server.forms.slice(1)).toEqual([{ grant_type: "refresh_token", refresh_token: "refresh-1" }]);
  });

  it.each([null, "", 5])("with the same refresh token again, if the server's new one is %j", async (replaced) => {
    const once = json(200, { access_token: "token-2", expires_in: 300, refresh_token: replaced });
    const server = await start(grants(), once, grants());
    const token = grantAt(server);
    await token({ refused: await token() });
    await token({ refused: "token-2" });
    expect(server.forms.map((form) => form["refresh_token"])).toEqual([undefined, "refresh-1", "refresh-1"]);
  });

  it.each([
    ["refused", invalidGrant],
    ["refused under 401", json(401, {})],
  ])("with a new login, if the refresh token is %s", async (_, respond) => {
    const server = await start(grants(), respond, json(200, { access_token: "renewed" }));
    const token = grantAt(server);
    await expect(token({ refused: await token() })).resolves.toBe("renewed");
    expect(grantTypes(server)).toEqual(["password", "refresh_token", "password"]);
  });

  it("with a new login, if there is no refresh token", async () => {
    const server = await start(grants({ refresh_token: undefined }));
    const token = grantAt(server);
    await token({ refused: await token() });
    expect(grantTypes(server)).toEqual(["password", "password"]);
  });

  it("with a new login, if the response to every attempt of the refresh is lost", async () => {
    const server = await start(grants(), lost, lost, lost, grants());
    const token = grantAt(server);
    const refused = await token();
    await expect(rejection(token({ refused }), EnkashConnectionError)).resolves.toMatchObject({ attempts: 3 });
    await token();
    expect(grantTypes(server)).toEqual(["password", "refresh_token", "refresh_token", "refresh_token", "password"]);
  });

  it("within a call: one new token and one retry", async () => {
    const tokens = await start(grants());
    const seen: (string | undefined)[] = [];
    const api = await listen((request, response) => {
      seen.push(request.headers.authorization);
      const isGood = request.headers.authorization === "Bearer token-2";
      response.writeHead(isGood ? 200 : 401, { "content-type": "application/json" });
      response.end(isGood ? '{"response_code":0}' : "{}");
    });
    servers.push(api);
    const enkash = createEnkashClient({ baseUrl: api.url, accessToken: grantAt(tokens), allowInsecureHttp: true });
    await expect(enkash.deleteCustomerByCustomerId({ customerId })).resolves.toEqual({ response_code: 0 });
    await expect(enkash.deleteCustomerByCustomerId({ customerId })).resolves.toEqual({ response_code: 0 });
    expect(seen).toEqual(["Bearer token-1", "Bearer token-2", "Bearer token-2"]);
    expect(grantTypes(tokens)).toEqual(["password", "refresh_token"]);
  });

  it("only once within a call: if the new token is refused too, the call rejects", async () => {
    const tokens = await start(grants());
    const api = await listen((_, response) => response.writeHead(401).end());
    servers.push(api);
    const enkash = createEnkashClient({ baseUrl: api.url, accessToken: grantAt(tokens), allowInsecureHttp: true });
    await rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashApiError);
    expect(api.requests).toHaveLength(2);
    expect(grantTypes(tokens)).toEqual(["password", "refresh_token"]);
  });
});

/** RFC 6749 5.2. */
const oauthErrors = [
  ...["invalid_request", "invalid_client", "invalid_grant"],
  ...["unauthorized_client", "unsupported_grant_type", "invalid_scope"],
];

describe("never repeats a refused login:", () => {
  it("a hundred concurrent calls make one login request, and send nothing else", async () => {
    const tokens = await start(invalidGrant);
    const api = await listen((_, response) => response.writeHead(204).end());
    servers.push(api);
    const enkash = createEnkashClient({ baseUrl: api.url, accessToken: grantAt(tokens), allowInsecureHttp: true });
    const call = () => rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashAuthError);
    for (const error of await Promise.all(Array.from({ length: 100 }, call))) {
      expect(error).toMatchObject({ status: 400, error: "invalid_grant", errorDescription: "Bad credentials" });
    }
    await call();
    expect(tokens.requests).toHaveLength(1);
    expect(api.requests).toHaveLength(0);
  });

  it.each<[string, TokenResponder]>([
    ["400 invalid_grant", invalidGrant],
    ["401 without a body", (response) => response.writeHead(401).end()],
    ["401 with Retry-After", json(401, {}, { "retry-after": "0" })],
    ["401 with a body that never ends", (response) => response.writeHead(401).write("{")],
    ["401 with a truncated body", cutOff(401)],
    ["400 with a web page", (response) => response.writeHead(400).end("<html>")],
    ["403 in the form of OAuth", json(403, { error: "access_denied" })],
    ["404 in the form of the vendor", json(404, { errorResponse: { errorType: "RECORD_NOT_FOUND" } })],
    ["423 in the form of the vendor", json(423, { response_code: 423 })],
    ...oauthErrors.map((error): [string, TokenResponder] => [`500 that says ${error}`, json(500, { error })]),
    ["429 that says invalid_client", json(429, { error: "invalid_client" })],
    ["a failure under 200", json(200, { response_code: 1, response_message: "FAILURE", payload: "Bad credentials" })],
    ["an error under 200", json(200, { error: "unauthorized", error_description: 5 })],
  ])("%s", async (_, respond) => {
    const server = await start(respond, grants());
    const token = grantAt(server, { timeoutMs: 500 });
    const error = await rejection(token(), EnkashAuthError);
    expect(error).toBeInstanceOf(EnkashError);
    expect(error.name).toBe("EnkashAuthError");
    expect(error.message).toMatch(/^passwordGrant: refused with HTTP \d{3}: .*reset\(\)/);
    await rejection(token(), EnkashAuthError);
    await rejection(token({ refused: "any" }), EnkashAuthError);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [{ error: "invalid_grant", error_description: "Bad credentials" }, "invalid_grant: Bad credentials"],
    [{ error: "invalid_grant" }, "invalid_grant"],
    [{ error_description: "Bad credentials" }, "Bad credentials"],
    [{ error: 5, error_description: null }, "no reason given"],
  ])("the message gives the server's reason, and what to do: %j", async (body, reason) => {
    const server = await start(json(401, body));
    const error = await rejection(grantAt(server)(), EnkashAuthError);
    expect(error.message).toBe(
      `passwordGrant: refused with HTTP 401: ${reason}. It is not repeated, since wrong attempts lock the account. Fix the cause, then call reset() or make a new passwordGrant.`,
    );
  });

  it("an error of one's own token function, too, says that nothing was sent", () => {
    const error = new EnkashAuthError("locked", { status: 423, error: undefined, errorDescription: undefined });
    expect(error.outcome).toBe("not-sent");
  });

  it("until reset()", async () => {
    const server = await start(invalidGrant, grants());
    const token = grantAt(server);
    await rejection(token(), EnkashAuthError);
    token.reset();
    await expect(token()).resolves.toBe("token-1");
  });

  it("unless a new token function has other credentials", async () => {
    const server = await start(invalidGrant, grants());
    await rejection(grantAt(server)(), EnkashAuthError);
    await expect(grantAt(server, { password: "the right one" })()).resolves.toBe("token-1");
  });

  it("after a refused refresh", async () => {
    const server = await start(grants(), invalidGrant);
    const token = grantAt(server);
    await rejection(token({ refused: await token() }), EnkashAuthError);
    await rejection(token(), EnkashAuthError);
    expect(grantTypes(server)).toEqual(["password", "refresh_token", "password"]);
  });
});

describe("refuses invalid options; it requires", () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      "an https: URL, unless allowInsecureHttp is true",
      { baseUrl: "http://127.0.0.1" },
      "baseUrl must be an https: URL",
    ],
    ["a baseUrl", { baseUrl: undefined }, "baseUrl must be an absolute https: URL"],
    ["known options", { passwort: "x" }, 'passwordGrant: there is no option "passwort"; it takes baseUrl,'],
    ["a password", { password: undefined }, "password is undefined; is the environment variable set?"],
    ["a password that is not null", { password: null }, "password must be a string; got object"],
    ["an id without a line break at its end", { clientId: "12345\n" }, "clientId ends with a line break; trim it"],
    ["a secret without one", { clientSecret: "12345\r\n" }, "clientSecret ends with a line break; trim it"],
    ["a username without one", { username: "12345\r" }, "username ends with a line break; trim it"],
    ["a password without one", { password: "12345\n" }, "password ends with a line break; trim it"],
    ["a form of set values", { form: { clientId: undefined } }, "form.clientId is undefined; is the environment"],
    ["a username", { username: "" }, "username is empty; is the environment variable set?"],
    ["a secret that is a string", { clientSecret: 12345 }, "clientSecret must be a string; got number"],
    ["an id that is valid in UTF-8", { clientId: "a\ud800" }, "clientId must be a string; got one"],
    ["a form that is an object", { form: [] }, "form must be an object of names and strings"],
    ["a form that is not null", { form: null }, "form must be an object of names and strings"],
    ["a form that is not a string", { form: "a=b" }, "form must be an object of names and strings"],
    ["a form of strings", { form: { clientId: 7 } }, "form.clientId must be a string; got number"],
    ...["grant_type", "username", "password", "refresh_token"].map(
      (member): [string, Record<string, unknown>, string] => [
        `a form without ${member}, which the grant has`,
        { form: { [member]: "x" } },
        `form must not hold ${member}; passwordGrant writes it`,
      ],
    ),
    ["a fetch that is a function", { fetch: "x" }, "fetch must be a function"],
    ["limits that are numbers", { timeoutMs: "x" }, "timeoutMs must be milliseconds"],
    ["a whole number of retries", { maxRetries: 0.5 }, "maxRetries must be a whole number"],
  ])("%s", (_, options, message) => {
    // Safe: the test needs options of the wrong type.
    const wrong = { baseUrl: "https://sandbox.invalid", ...credentials, ...options } as PasswordGrantOptions;
    expect(() => passwordGrant(wrong)).toThrow(TypeError);
    expect(() => passwordGrant(wrong)).toThrow(message);
    expect(() => passwordGrant(wrong)).not.toThrow(/12345/);
  });
});
