import {
  EnkashConnectionError,
  EnkashParameterError,
  type AttemptEvent,
  type EnkashClientOptions,
} from "../../src/index.js";
import { clientOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";

const path = "/api/v0/customer/KC0123456789ABCD";
const success = { response_code: 0, payload: "Deleted." };

let server: Loopback;
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

function send(url: string, init: RequestInit = {}, options: Partial<EnkashClientOptions> = {}): Promise<Response> {
  return clientOf(server, options).fetch(new Request(url, { method: "DELETE", ...init }));
}

describe("fetch sends an operation of the description", () => {
  it("with the client's token and headers, and those of the request", async () => {
    server = await listenWith(200, success);
    const url = `${server.url}${path}?parentCompanyId=CEK0A1B2C3`;
    const response = await send(url, { headers: { "X-Trace": "1" } }, { headers: { "x-request-source": "billing" } });
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual(success);
    expect(server.requests).toMatchObject([
      {
        method: "DELETE",
        url: `${path}?parentCompanyId=CEK0A1B2C3`,
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
    expect(response.status).toBe(503);
    expect(events).toMatchObject([
      { operationId: "deleteCustomerByCustomerId", attempt: 1, status: 503 },
      { operationId: "deleteCustomerByCustomerId", attempt: 2, status: 503 },
    ]);
  });

  it.each([204, 205])("and returns a response without a body: %i", async (status) => {
    server = await listen((_, response) => response.writeHead(status).end());
    const response = await send(server.url + path);
    expect(response.status).toBe(status);
    expect(response.body).toBeNull();
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
    expect(error.message).toBe("deleteCustomerByCustomerId: no answer (attempt 1)");
  });
});

describe("fetch sends nothing else:", () => {
  it.each([
    ["another method", path, { method: "GET" }],
    ["another path", "/api/v0/customer", {}],
    ["a path above the operation's", `/other${path}`, {}],
    ["a path below the operation's", `${path}/contacts`, {}],
    ["an escape in the fixed part of the path", path.replace("customer", "cust%6Fmer"), {}],
  ])("%s", async (_, url, init) => {
    server = await listenWith(200, success);
    const error = await rejection(send(server.url + url, init), TypeError);
    expect(error.message).toMatch(/^fetch: (DELETE|GET) http.* is not an operation of http:/);
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["an id that does not match its pattern", "/api/v0/customer/KC1", "customerId"],
    ["an empty id", "/api/v0/customer/", "customerId"],
    ["an id with an escaped slash", `${path}%2F..`, "customerId"],
    ["an id with a broken escape", "/api/v0/customer/%E0%A4%A", "customerId"],
    ["a query parameter that does not match its pattern", `${path}?parentCompanyId=CEK1`, "parentCompanyId"],
    [
      "a query parameter that occurs twice",
      `${path}?parentCompanyId=CEK0A1B2C3&parentCompanyId=CEK0A1B2C3`,
      "parentCompanyId",
    ],
    ["a path parameter that is also in the query", `${path}?customerId=KC0123456789ABCD`, "customerId"],
    ["an unknown query parameter", `${path}?parentCompanyID=CEK0A1B2C3`, "parentCompanyID"],
    ["a query parameter named like an object's member", `${path}?__proto__=1`, "__proto__"],
  ])("%s", async (_, url, parameter) => {
    server = await listenWith(200, success);
    await expect(rejection(send(server.url + url), EnkashParameterError)).resolves.toMatchObject({ parameter });
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

it("fetch sends an escaped allowed character as the character itself", async () => {
  server = await listenWith(200, success);
  await send(server.url + path.replace("KC", "%4BC"));
  expect(server.requests.map(({ url }) => url)).toEqual([path]);
});

it("fetch rejects with the same EnkashParameterError as a method", async () => {
  server = await listenWith(200, success);
  const error = await rejection(send(`${server.url}/api/v0/customer/KC1`), EnkashParameterError);
  const ofMethod = await rejection(
    clientOf(server).deleteCustomerByCustomerId({ customerId: "KC1" }),
    EnkashParameterError,
  );
  expect(error.message).toBe(ofMethod.message);
});
