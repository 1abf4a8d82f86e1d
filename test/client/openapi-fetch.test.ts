import {
  EnkashConnectionError,
  EnkashParameterError,
  EnkashResponseError,
  EnkashTimeoutError,
  type EnkashClientOptions,
} from "../../src/index.js";
import { apiErrorOf, createOpenapiFetchClient } from "../../src/openapi-fetch.js";
import { optionsOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId, malformedCompanyId, malformedCustomerId, parentCompanyId } from "../support/documented.js";

const path = "/api/v0/customer/{customerId}";
const params = { path: { customerId } };
const success = { response_code: 0, payload: "Deleted." };

let server: Loopback;
afterEach(() => server.close());

function clientOf(options: Partial<EnkashClientOptions> = {}) {
  return createOpenapiFetchClient(optionsOf(server, options));
}

describe("the openapi-fetch client", () => {
  it("returns data, error and response, over the client's transport", async () => {
    server = await listenWith(200, success);
    const { data, response } = await clientOf().DELETE(path, { params });
    expect(data).toEqual(success);
    expect(response.status).toBe(200);
    expect(server.requests[0]?.headers.authorization).toBe("Bearer a-token");
  });

  it.each([200, 403])("returns a failure under %i as error, with its outcome", async (status) => {
    server = await listenWith(status, { response_message: "FAILURE" });
    const { data, error, response } = await clientOf().DELETE(path, { params });
    expect(data).toBeUndefined();
    expect(error).toEqual({ response_message: "FAILURE" });
    expect(response).toMatchObject({ status, ok: false });
    expect(apiErrorOf(response)).toMatchObject({ outcome: "refused", attempts: 1 });
  });

  it("takes what is undefined for absent, in a place and in the whole", async () => {
    server = await listenWith(200, success);
    const given = { path: params.path, query: { parentCompanyId: undefined }, header: undefined };
    // @ts-expect-error what a caller without exactOptionalPropertyTypes may write
    await clientOf().DELETE(path, { params: given });
    expect(server.requests).toMatchObject([{ url: `/api/v0/customer/${customerId}` }]);
    // @ts-expect-error the operation has required parameters
    await rejection(clientOf().DELETE(path), EnkashParameterError);
    expect(server.requests).toHaveLength(1);
  });

  it("returns an object as the error of a failure without a body", async () => {
    server = await listenWith(404, undefined);
    expect((await clientOf().DELETE(path, { params })).error).toEqual({});
  });

  it("returns neither data nor error for 204", async () => {
    server = await listen((_, response) => response.writeHead(204).end());
    const { data, error, response } = await clientOf().DELETE(path, { params });
    expect([data, error, response.ok]).toEqual([undefined, undefined, true]);
  });

  it("rejects where a 2xx proves nothing", async () => {
    server = await listenWith(200, undefined);
    await rejection(clientOf().DELETE(path, { params }), EnkashResponseError);
  });

  it("takes the options of a call", async () => {
    server = await listen(() => undefined);
    const error = await rejection(
      clientOf().DELETE(path, { params, maxRetries: 0, timeoutMs: 20 }),
      EnkashTimeoutError,
    );
    expect(error).toMatchObject({ attempts: 1, timeoutMs: 20 });
  });

  it("runs middleware, which sees the request and may change its headers", async () => {
    server = await listenWith(200, success);
    const client = clientOf();
    const seen: string[] = [];
    client.use({
      onRequest: ({ request }) => {
        seen.push(request.method, request.url);
        request.headers.set("x-trace", "1");
        return request;
      },
      onResponse: ({ response }) => {
        seen.push(String(response.status));
      },
    });
    await client.DELETE(path, { params: { ...params, query: { parentCompanyId } } });
    expect(seen).toEqual([
      "DELETE",
      `${server.url}/api/v0/customer/${customerId}?parentCompanyId=${parentCompanyId}`,
      "200",
    ]);
    expect(server.requests).toMatchObject([{ headers: { "x-trace": "1" } }]);
  });

  it("runs middleware that reads the whole request", async () => {
    server = await listenWith(200, success);
    const client = clientOf();
    const seen: unknown[] = [];
    client.use({
      onRequest: async ({ request }) => {
        seen.push(request instanceof Request, request.signal.aborted, await request.clone().text());
      },
    });
    await client.DELETE(path, { params });
    expect(seen).toEqual([true, false, ""]);
  });

  it("rejects with the error that middleware makes of a rejection, and not with its response", async () => {
    server = await listen((request) => request.socket.destroy());
    const call = (result: Error | Response) =>
      clientOf({ maxRetries: 0 }).DELETE(path, { params, middleware: [{ onError: () => result }] });
    await expect(call(new Error("mine"))).rejects.toThrow("mine");
    await rejection(call(Response.json(success)), EnkashConnectionError);
  });

  it("rejects where middleware replaced the response, which is no longer proved", async () => {
    server = await listenWith(200, { response_code: 117 });
    const client = clientOf();
    client.use({ onResponse: ({ response }) => new Response(response.body, { status: 200 }) });
    const error = await rejection(client.DELETE(path, { params }), EnkashResponseError);
    expect(error).toMatchObject({ outcome: "unknown", status: 200 });
  });

  it("sends the headers of the call", async () => {
    server = await listenWith(200, success);
    await clientOf().DELETE(path, { params, headers: { "X-Trace": "1" } });
    expect(server.requests[0]?.headers).toMatchObject({ "x-trace": "1", authorization: "Bearer a-token" });
  });

  it.each(["changed my mind", null, 0])("rejects with the reason of an abort: %p", async (reason) => {
    server = await listenWith(200, success);
    await expect(clientOf().DELETE(path, { params, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });
});

describe("nothing that the description does not allow is sent", () => {
  let other: Loopback;
  beforeEach(async () => {
    [server, other] = await Promise.all([listenWith(200, success), listenWith(200, success)]);
  });
  afterEach(async () => {
    expect([...server.requests, ...other.requests]).toEqual([]);
    await other.close();
  });

  it("by a parameter's value or place", async () => {
    const client = clientOf();
    await rejection(client.DELETE(path, { params: { path: { customerId: ".." } } }), EnkashParameterError);
    // @ts-expect-error a query parameter with the name of the path parameter, which stays without a value
    await rejection(client.DELETE(path, { params: { query: { customerId } } }), EnkashParameterError);
    const misplaced = { path: { customerId, parentCompanyId } };
    // It compiles, because TypeScript allows extra members in a variable.
    const error = await rejection(client.DELETE(path, { params: misplaced }), EnkashParameterError);
    expect(error).toMatchObject({ parameter: "parentCompanyId", in: "path" });
    // @ts-expect-error the description has no such operation
    await expect(client.TRACE(path, {})).rejects.toThrow("is not an operation of the description");
    // @ts-expect-error the description has no cookie
    await rejection(client.DELETE(path, { params: { ...params, cookie: { a: "b" } } }), EnkashParameterError);
    const cookie = { path: { customerId }, cookie: { parentCompanyId } };
    // @ts-expect-error the description has no cookie
    await expect(client.DELETE(path, { params: cookie })).rejects.toThrow("parentCompanyId is not a cookie parameter");
  });

  it.each([
    ["pathSerializer", () => `/api/v0/customer/${malformedCustomerId}`],
    ["querySerializer", () => `parentCompanyId=${malformedCompanyId}`],
    ["bodySerializer", () => "{}"],
    ["baseUrl", "https://127.0.0.1:1"],
    ["fetch", () => fetch(other.url)],
    ["Request", Request],
    ["keepalive", true],
    ["cache", "no-store"],
    ["redirect", "manual"],
    ["maxRetry", 0],
  ])("with %s, which would not be kept", async (name, value) => {
    const error = await rejection(clientOf().DELETE(path, { params, [name]: value }), TypeError);
    expect(error.message).toContain(`a call takes no ${name}; it takes params, body, headers, `);
  });

  it("by a token of the call", async () => {
    const headers = { Authorization: "Bearer another" };
    await expect(clientOf().DELETE(path, { params, headers })).rejects.toThrow("use accessToken");
  });

  it("by middleware that responds itself", async () => {
    const client = clientOf();
    client.use({ onRequest: () => Response.json(success) });
    await expect(client.DELETE(path, { params })).rejects.toThrow("Nothing was sent");
  });

  it("by middleware that replaces the request", async () => {
    const client = clientOf();
    client.use({ onRequest: ({ request }) => new Request(request) });
    await expect(client.DELETE(path, { params })).rejects.toThrow("may not replace the request");
  });
});
