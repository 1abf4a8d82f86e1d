import { createSandbox } from "../../src/sandbox/index.js";
import {
  createEnkashClient,
  EnkashConnectionError,
  EnkashError,
  EnkashResponseError,
  type FetchInit,
} from "../../src/index.js";
import { listen, listenWith } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import {
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

const remedy = "It is not repeated, since wrong attempts lock the account. Fix the cause, then call reset()";
const busy = json(503, { error_description: "busy" }, { "retry-after": "0" });
const { servers, start } = useTokenServers();

function page(status: number): TokenResponder {
  return (response) =>
    response.writeHead(status, { "content-type": "text/html" }).end("<html>token=secret-token</html>");
}

const withoutVerdict: Record<string, TokenResponder> = {
  "a lost response": lost,
  "a late response": () => undefined,
  "a redirect": (response) => response.writeHead(302, { location: "/login" }).end(),
  "a web page under 200": page(200),
  "a web page under 403": page(403),
  "a web page under 404": page(404),
  "an empty body under 200": (response) => response.writeHead(200).end(),
  "JSON of another kind under 200": json(200, {}),
  "JSON of another kind under 404": json(404, null),
  "a truncated body under 200": cutOff(200),
  "a body of more than 1 MiB": json(200, { access_token: "a".repeat(1024 * 1024) }),
  "a token of another token_type": json(200, { access_token: "token", token_type: "mac" }),
  "a token_type that ends with bearer": json(200, { access_token: "token", token_type: "not-bearer" }),
  "a token_type that begins with bearer": json(200, { access_token: "token", token_type: "bearer-mac" }),
  "a token_type in a list": json(200, { access_token: "token", token_type: ["bearer"] }),
  "a token of another token_type, beside a response_code": json(200, {
    access_token: "token",
    token_type: "mac",
    response_code: 1,
  }),
  "501 in the form of the vendor": json(501, { errorResponse: { errorType: "SYSTEM_ERROR" } }),
  "429 in the form of the vendor": json(429, { response_code: 429 }),
  "a token under an error status": json(503, { access_token: "token", token_type: "bearer" }),
  "a token_type that is not a string": json(200, { access_token: "token", token_type: 1 }),
  "a token that is not valid in a header": json(200, { access_token: "to\nken" }),
  "a token that is not a string": json(200, { access_token: 5 }),
  "408": json(408, {}),
  "421, which Node sends again by itself": json(421, {}),
  "429": json(429, {}),
  "500": json(500, { errorResponse: { errorType: "SYSTEM_ERROR" } }),
  "502": json(502, {}),
  "503": busy,
  "504": json(504, {}),
  "a truncated 504": cutOff(504),
};

describe("a login without a verdict is sent twice at most, over all calls:", () => {
  it.each(Object.entries(withoutVerdict))("%s", async (_, respond) => {
    const server = await start(respond);
    const token = grantAt(server, { timeoutMs: 300, maxRetries: 9 });
    for (let call = 1; call <= 3; call++) await rejection(token(), EnkashError);
    expect(server.requests).toHaveLength(2);
  });

  it.each([0, 1, 9])("with maxRetries %d", async (maxRetries) => {
    const server = await start(busy);
    const token = grantAt(server, { maxRetries });
    for (let call = 1; call <= 5; call++) await rejection(token(), EnkashResponseError);
    expect(server.requests).toHaveLength(2);
  });

  it("a hundred concurrent calls, and a hundred after them", async () => {
    const server = await start(lost);
    const token = grantAt(server);
    const calls = () => Promise.all(Array.from({ length: 100 }, () => rejection(token(), EnkashConnectionError)));
    await calls();
    await calls();
    expect(server.requests).toHaveLength(2);
  });

  it("whatever comes between", async () => {
    const server = await start(lost, page(403), grants());
    const token = grantAt(server, { maxRetries: 0 });
    await rejection(token(), EnkashConnectionError);
    await rejection(token(), EnkashResponseError);
    await rejection(token(), EnkashResponseError);
    expect(server.requests).toHaveLength(2);
  });

  it("the account of a wrong password is not locked", async () => {
    const account = { clientId: "c", clientSecret: "s3cret", username: "asha", password: "right" };
    for (const respond of [busy, lost, page(200), page(403), json(421, {}), cutOff(504)]) {
      const sandbox = createSandbox({ accounts: [account] });
      const logIn = (password: string) =>
        sandbox.fetch("https://sandbox.invalid/oauth/token", {
          method: "POST",
          headers: { authorization: `Basic ${btoa("c:s3cret")}` },
          body: new URLSearchParams({ grant_type: "password", username: "asha", password }),
        });
      // The server judges the login, but the response is lost or replaced on the way.
      const server = await start((response, form, request) => {
        void logIn(form["password"] ?? "").then(() => {
          respond(response, form, request);
        });
      });
      const token = grantAt(server, { ...account, password: "wrong", maxRetries: 9 });
      for (let call = 1; call <= 5; call++) await rejection(token(), EnkashError);
      expect((await logIn("right")).status).toBe(200);
    }
  });
});

describe("after the second, every call", () => {
  it("rejects with the last error, of which the message ends with what to do", async () => {
    const server = await start(lost, json(503, {}));
    const token = grantAt(server, { maxRetries: 0 });
    const first = await rejection(token(), EnkashConnectionError);
    expect(first.message).not.toContain(remedy);
    const second = await rejection(token(), EnkashResponseError);
    expect(second.message).toBe(
      `passwordGrant: HTTP 503 is neither a token nor a refusal (attempt 1). ${remedy} or make a new passwordGrant.`,
    );
    const third = await rejection(token(), EnkashResponseError);
    expect(third).not.toBe(second);
    expect(third.message).toBe(second.message);
    expect(third).toMatchObject({ outcome: "not-sent", status: 503 });
  });

  it.each<[string, TokenResponder]>([
    ["redirect", (response) => response.writeHead(302, { location: "/" }).end()],
    ["lost response", lost],
  ])("says so in one sentence after the other: %s", async (_, respond) => {
    const server = await start(respond);
    const token = grantAt(server, { maxRetries: 0 });
    await rejection(token(), EnkashError);
    const { message } = await rejection(token(), EnkashError);
    expect(message).toMatch(/^passwordGrant: .*[^.]\. It is not repeated, .* passwordGrant\.$/);
  });

  it("sends nothing, and no call of the client does", async () => {
    const server = await start(busy);
    const api = await listenWith(200, { response_code: 0 });
    servers.push(api);
    const enkash = createEnkashClient({ baseUrl: api.url, accessToken: grantAt(server), allowInsecureHttp: true });
    for (let call = 1; call <= 3; call++) {
      const error = await rejection(enkash.deleteCustomerByCustomerId({ customerId }), EnkashResponseError);
      expect(error.outcome).toBe("not-sent");
    }
    expect(server.requests).toHaveLength(2);
    expect(api.requests).toHaveLength(0);
  });

  it("until reset()", async () => {
    const server = await start(busy, busy, grants());
    const token = grantAt(server);
    await rejection(token(), EnkashResponseError);
    token.reset();
    await expect(token()).resolves.toBe("token-1");
  });
});

describe("a login is repeated", () => {
  it.each([408, 429, 500, 502, 503, 504])("once after a %d, and returns the token", async (status) => {
    const server = await start(json(status, {}, { "retry-after": "0" }), grants());
    await expect(grantAt(server)()).resolves.toBe("token-1");
    expect(server.requests).toHaveLength(2);
  });

  it("once after a lost response", async () => {
    const server = await start(lost, grants());
    await expect(grantAt(server)()).resolves.toBe("token-1");
  });

  it("not within a call after a response that is not temporary, and not if Retry-After is more than a minute", async () => {
    for (const respond of [page(403), json(503, {}, { "retry-after": "61" })]) {
      const server = await start(respond, grants());
      const token = grantAt(server, { maxRetries: 9 });
      const error = await rejection(token(), EnkashResponseError);
      expect(error.bodyExcerpt).toBeUndefined();
      expect(server.requests).toHaveLength(1);
      await expect(token()).resolves.toBe("token-1");
    }
  });
});

/** As the platform's fetch rejects. */
function failure(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("no way"), { code }) });
}

describe("not counted are", () => {
  it("the logins before a success", async () => {
    const server = await start(lost, grants({ refresh_token: undefined }), lost, json(200, { access_token: "second" }));
    const token = grantAt(server);
    await expect(token({ refused: await token() })).resolves.toBe("second");
    expect(server.requests).toHaveLength(4);
  });

  it("refreshes, which judge no password", async () => {
    const server = await start(grants(), busy, busy, busy, busy, json(200, { access_token: "second" }));
    const token = grantAt(server);
    const refused = await token();
    const error = await rejection(token({ refused }), EnkashResponseError);
    expect(error.message).not.toContain(remedy);
    await expect(token()).resolves.toBe("second");
    expect(grantTypes(server)).toEqual([
      ...["password", "refresh_token", "refresh_token", "refresh_token", "password", "password"],
    ]);
  });

  it.each<[string, () => Promise<Response>]>([
    ["a connection that was never made", () => Promise.reject(failure("ECONNREFUSED"))],
    ["a 421, which Node sends again by itself", () => Promise.resolve(new Response("", { status: 421 }))],
  ])("refreshes that end with %s, so that two logins may still follow", async (_, refresh) => {
    const sent: (string | null)[] = [];
    const fetch = (_: string, { body }: FetchInit) => {
      const type = new URLSearchParams(body).get("grant_type");
      sent.push(type);
      if (type === "refresh_token") return refresh();
      return sent.length > 1 ? Promise.reject(failure("ECONNRESET")) : Promise.resolve(Response.json(granted));
    };
    const granted = { access_token: "token-1", refresh_token: "refresh-1" };
    const token = grantAt({ url: "http://127.0.0.1:1" }, { fetch });
    const refused = await token();
    for (let call = 1; call <= 4; call++) await rejection(token({ refused }), EnkashError);
    expect(sent.filter((type) => type === "password")).toHaveLength(3);
  });

  it("connections that were never made", async () => {
    const closed = await listen(() => undefined);
    await closed.close();
    const token = grantAt(closed, { maxRetries: 4 });
    for (let call = 1; call <= 2; call++) {
      const error = await rejection(token(), EnkashConnectionError);
      expect(error).toMatchObject({ attempts: 5, cause: { cause: { code: "ECONNREFUSED" } } });
      expect(error.message).not.toContain(remedy);
    }
  });

  it("only if the code of the error proves it", async () => {
    for (const [code, requests] of [
      ...(["ConnectionRefused", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"] as const).map(
        (c) => [c, 3] as const,
      ),
      ...(["ECONNRESET", "EHOSTUNREACH", "ETIMEDOUT", "UND_ERR_SOCKET"] as const).map((c) => [c, 2] as const),
    ]) {
      const fetch = jest.fn<Promise<Response>, []>(() => Promise.reject(failure(code)));
      await rejection(grantAt({ url: "http://127.0.0.1:1" }, { fetch })(), EnkashConnectionError);
      expect([code, fetch.mock.calls.length]).toEqual([code, requests]);
    }
  });
});

describe("only one is sent where the platform may send a POST again by itself:", () => {
  const names = ["navigator", "process"] as const;
  const own = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  afterEach(() => {
    for (const [name, descriptor] of own) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  });

  const asNode = { release: { name: "node" } };

  it.each<[userAgent: string | undefined, ofProcess: { release?: object } | undefined, logins: number]>([
    ["Deno/2.9.6", asNode, 1],
    ["Bun/1.4.5", asNode, 1],
    ["Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0", asNode, 1],
    ["Mozilla/5.0 (Linux) Node.js", asNode, 1],
    [undefined, { release: { name: "" } }, 1],
    [undefined, {}, 1],
    [undefined, undefined, 1],
    ["Cloudflare-Workers", {}, 2],
    ["Node.js/24", asNode, 2],
    [undefined, asNode, 2],
  ])("userAgent %p, process %j", async (userAgent, ofProcess, logins) => {
    const platform = {
      navigator: userAgent === undefined ? undefined : { userAgent },
      process: ofProcess && (Object.create(process, { release: { value: ofProcess.release } }) as object),
    };
    for (const name of names) Object.defineProperty(globalThis, name, { value: platform[name], configurable: true });
    const server = await start(busy);
    const token = grantAt(server);
    for (let call = 1; call <= 3; call++) {
      expect((await rejection(token(), EnkashResponseError)).message).toContain(remedy);
    }
    expect(server.requests).toHaveLength(logins);
  });
});
