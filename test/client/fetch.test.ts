import {
  EnkashConnectionError,
  EnkashParameterError,
  EnkashResponseError,
  type AttemptEvent,
  type EnkashClientOptions,
} from "../../src/index.js";
import { apiErrorOf, createEnkashFetch } from "../../src/openapi-fetch.js";
import { clientOf, optionsOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import {
  customerId,
  malformedCompanyId,
  malformedCustomerId,
  parentCompanyId,
  undescribedMethod,
} from "../support/documented.js";

const path = `/api/v0/customer/${customerId}`;
const success = { response_code: 0, payload: "Deleted." };

let server: Loopback;
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

function send(url: string, init: RequestInit = {}, options: Partial<EnkashClientOptions> = {}): Promise<Response> {
  return createEnkashFetch(optionsOf(server, options))(new Request(url, { method: "DELETE", ...init }));
}

describe("fetch sends an operation of the description", () => {
  it("with the client's token and headers, and those of the request", async () => {
    server = await listenWith(200, success);
    const url = `${server.url}${path}?parentCompanyId=${parentCompanyId}`;
    const response = await send(url, { headers: { "X-Trace": "1" } }, { headers: { "x-request-source": "billing" } });
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual(success);
    expect(server.requests).toMatchObject([
      {
        method: "DELETE",
        url: `${path}?parentCompanyId=${parentCompanyId}`,
        headers: { authorization: "Bearer a-token", "x-trace": "1", "x-request-source": "billing" },
      },
    ]);
  });

  it("below the path of the baseUrl", async () => {
    server = await listenWith(200, success);
    await send(`${server.url}/gateway${path}`, {}, { baseUrl: `${server.url}/gateway/` });
    expect(server.requests.map(({ url }) => url)).toEqual([`/gateway${path}`]);
  });

  it("with retries, and the operationId in each event", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0);
    server = await listenWith(503, {});
    const events: AttemptEvent[] = [];
    const response = await send(server.url + path, {}, { onAttempt: (event) => events.push(event), maxRetries: 1 });
    expect(response).toMatchObject({ status: 503, ok: false });
    expect(events).toMatchObject([
      { operationId: "deleteCustomerByCustomerId", attempt: 1, status: 503 },
      { operationId: "deleteCustomerByCustomerId", attempt: 2, status: 503 },
    ]);
  });

  it("and returns a response without a body", async () => {
    server = await listen((_, response) => response.writeHead(204).end());
    const response = await send(server.url + path);
    expect(response).toMatchObject({ status: 204, ok: true, body: null });
  });

  it("given as a URL and members of its own, with options of the call", async () => {
    server = await listenWith(503, {});
    const fetch = createEnkashFetch(optionsOf(server));
    const init = { method: "DELETE", headers: { "x-trace": "1" }, maxRetries: 0, timeoutMs: 5_000 };
    for (const url of [server.url + path, new URL(server.url + path)]) {
      expect((await fetch(url, init)).ok).toBe(false);
    }
    expect(server.requests).toMatchObject([{ headers: { "x-trace": "1" } }, { headers: { "x-trace": "1" } }]);
  });

  it("and rejects with the signal's own reason", async () => {
    server = await listenWith(200, success);
    for (const reason of ["changed my mind", null, 0]) {
      await expect(send(server.url + path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    }
    expect(server.requests).toHaveLength(0);
  });

  it("and rejects with the package's errors", async () => {
    server = await listenWith(200, success);
    const nothing: unknown = undefined;
    const failing = { fetch: () => Promise.reject(nothing), maxRetries: 0 };
    const error = await rejection(send(server.url + path, {}, failing), EnkashConnectionError);
    expect(error.message).toBe("deleteCustomerByCustomerId: no response (attempt 1)");
  });
});

describe("fetch sends nothing else:", () => {
  it.each([
    ["another method", path, { method: undescribedMethod }],
    ["another path", "/api/v0/customer", {}],
    ["a path above the operation's", `/other${path}`, {}],
    ["a path below the operation's", `${path}/contacts`, {}],
    ["an escape in the fixed part of the path", path.replace("customer", "cust%6Fmer"), {}],
  ])("%s", async (_, url, init) => {
    server = await listenWith(200, success);
    const error = await rejection(send(server.url + url, init), TypeError);
    expect(error.message).toMatch(/^fetch: [A-Z]+ http.* is not an operation of http:/);
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["an id that does not match its pattern", `/api/v0/customer/${malformedCustomerId}`, "customerId"],
    ["an empty id", "/api/v0/customer/", "customerId"],
    ["an id with an escaped slash", `${path}%2F..`, "customerId"],
    ["an id with a broken escape", "/api/v0/customer/%E0%A4%A", "customerId"],
    [
      "a query parameter that does not match its pattern",
      `${path}?parentCompanyId=${malformedCompanyId}`,
      "parentCompanyId",
    ],
    [
      "a query parameter that occurs twice",
      `${path}?parentCompanyId=${parentCompanyId}&parentCompanyId=${parentCompanyId}`,
      "parentCompanyId",
    ],
    ["a path parameter that is also in the query", `${path}?customerId=${customerId}`, "customerId"],
    ["an unknown query parameter", `${path}?parentCompanyID=${parentCompanyId}`, "parentCompanyID"],
    ["a query parameter named like an object's member", `${path}?__proto__=1`, "__proto__"],
  ])("%s", async (_, url, parameter) => {
    server = await listenWith(200, success);
    await expect(rejection(send(server.url + url), EnkashParameterError)).resolves.toMatchObject({ parameter });
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["a member that is not kept", { keepalive: true }, "fetch takes no keepalive; it takes method, headers, body"],
    ["an unknown member", { maxRetry: 0 }, "fetch takes no maxRetry; it takes"],
    ["a wrong option", { maxRetries: -1 }, "maxRetries must be a whole number, 0 or more; got -1"],
    ["a token", { headers: { Authorization: "Bearer a" } }, "headers must not hold Authorization; use accessToken"],
    ["a header of the connection", { headers: { TE: "trailers" } }, "headers must not hold te; the platform writes it"],
  ])("%s", async (_, init, message) => {
    server = await listenWith(200, success);
    const fetch = createEnkashFetch(optionsOf(server));
    const error = await rejection(fetch(server.url + path, { method: "DELETE", ...init }), TypeError);
    expect(error.message).toContain(message);
    expect(server.requests).toHaveLength(0);
  });

  it("a body", async () => {
    server = await listenWith(200, success);
    const error = await rejection(send(server.url + path, { body: "{}" }), EnkashParameterError);
    expect(error).toMatchObject({ parameter: "body", message: expect.stringContaining("body is unknown") as string });
    expect(server.requests).toHaveLength(0);
  });

  it("a request to another server, or to a path that only starts with the same text as that of baseUrl", async () => {
    server = await listenWith(200, success);
    const other = await listenWith(200, success);
    try {
      await rejection(send(other.url + path), TypeError);
      const options = { baseUrl: `${server.url}/gateway` };
      await rejection(send(`${server.url}/gateway-of-others${path}`, {}, options), TypeError);
      expect([...other.requests, ...server.requests]).toHaveLength(0);
    } finally {
      await other.close();
    }
  });
});

describe("fetch judges the response:", () => {
  const failures = [
    ["a failure under 200", 200, { response_code: 117, payload: "Token is invalid." }],
    ["an error status", 403, { response_message: "FAILURE" }],
  ] as const;

  it.each(failures)("%s is not ok, and keeps its status and body", async (_, status, body) => {
    server = await listenWith(status, body);
    const response = await send(server.url + path);
    for (const shown of [response.clone(), response.clone().clone(), response]) {
      expect(shown).toMatchObject({ ok: false, status });
      expect(apiErrorOf(shown)).toMatchObject({ name: "EnkashApiError", outcome: "refused", attempts: 1, status });
      await expect(shown.json()).resolves.toEqual(body);
    }
  });

  it.each(["", "null", "0", '""', "false", "[]", "<!doctype html>"])(
    "a failure with the body %j has an object as its body, so that no client takes it for no error",
    async (body) => {
      server = await listen((_, response) => response.writeHead(422).end(body));
      const response = await send(server.url + path);
      await expect(response.json()).resolves.toEqual({});
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(response.headers.has("content-length")).toBe(false);
      expect(apiErrorOf(response)?.message).toContain("failed with HTTP 422");
    },
  );

  it("a failure shows no token", async () => {
    const token = "a-token-of-some-length";
    server = await listenWith(422, { errorResponse: { errorMessage: `no right for ${token}` } });
    const response = await send(server.url + path, {}, { accessToken: token });
    await expect(response.text()).resolves.toBe('{"errorResponse":{"errorMessage":"no right for [redacted]"}}');
  });

  it("a success is ok, and has no error", async () => {
    server = await listenWith(200, success);
    const response = await send(server.url + path);
    expect(response).toMatchObject({ ok: true, status: 200 });
    expect(apiErrorOf(response)).toBeUndefined();
    expect(apiErrorOf(new Response(null, { status: 500 }))).toBeUndefined();
  });

  it.each([
    ["an empty body", 200, ""],
    ["HTML", 200, "<!doctype html>"],
    ["no documented member", 200, "{}"],
    ["a status that is not documented", 205, ""],
  ])("%s proves nothing, and rejects", async (_, status, body) => {
    server = await listen((_, response) => response.writeHead(status).end(body));
    await expect(rejection(send(server.url + path), EnkashResponseError)).resolves.toMatchObject({ status });
  });
});

it("fetch sends an escaped allowed character as the character itself", async () => {
  server = await listenWith(200, success);
  await send(server.url + path.replace("KC", "%4BC"));
  expect(server.requests.map(({ url }) => url)).toEqual([path]);
});

it("fetch rejects with the same EnkashParameterError as a method", async () => {
  server = await listenWith(200, success);
  const error = await rejection(send(`${server.url}/api/v0/customer/${malformedCustomerId}`), EnkashParameterError);
  const ofMethod = await rejection(
    clientOf(server).deleteCustomerByCustomerId({ customerId: malformedCustomerId }),
    EnkashParameterError,
  );
  expect(error.message).toBe(ofMethod.message);
});
