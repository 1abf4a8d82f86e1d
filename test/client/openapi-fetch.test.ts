import { EnkashParameterError, type EnkashClientOptions } from "../../src/index.js";
import { createOpenapiFetchClient } from "../../src/openapi-fetch.js";
import { clientOf as enkashClientOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";

const path = "/api/v0/customer/{customerId}";
const customerId = "KC0123456789ABCD";
const params = { path: { customerId } };
const success = { response_code: 0, payload: "Deleted." };

let server: Loopback;
afterEach(() => server.close());

function clientOf(options: Partial<EnkashClientOptions> = {}) {
  return createOpenapiFetchClient(enkashClientOf(server, options));
}

describe("the openapi-fetch client", () => {
  it("returns data, error and response, over the client's transport", async () => {
    server = await listenWith(200, success);
    const { data, response } = await clientOf().DELETE(path, { params });
    expect(data).toEqual(success);
    expect(response.status).toBe(200);
    expect(server.requests[0]?.headers.authorization).toBe("Bearer a-token");
  });

  it("returns the error of a failure, and no data for an empty body", async () => {
    server = await listenWith(403, { response_message: "FAILURE" });
    const failure = await clientOf().DELETE(path, { params });
    expect(failure.error).toEqual({ response_message: "FAILURE" });
    await server.close();
    server = await listen((_, response) => response.writeHead(204).end());
    await expect(clientOf().DELETE(path, { params })).resolves.toMatchObject({ data: undefined });
  });

  it("sends the headers of the call", async () => {
    server = await listenWith(200, success);
    await clientOf().DELETE(path, { params, headers: { "X-Trace": "1" } });
    expect(server.requests[0]?.headers).toMatchObject({ "x-trace": "1", authorization: "Bearer a-token" });
  });

  it.each(["changed my mind", null, 0])("rejects with the reason of an abort: %p", async (reason) => {
    server = await listenWith(200, success);
    const call = clientOf().DELETE(path, { params, signal: AbortSignal.abort(reason) });
    // openapi-fetch ignores a rejection with a falsy reason.
    if (reason) await expect(call).rejects.toBe(reason);
    else await expect(call).rejects.toMatchObject({ message: "The call was aborted", cause: reason });
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
    const misplaced = { path: { customerId, parentCompanyId: "CEK0A1B2C3" } };
    // It compiles, because TypeScript allows extra members in a variable.
    const error = await rejection(client.DELETE(path, { params: misplaced }), EnkashParameterError);
    expect(error).toMatchObject({ parameter: "parentCompanyId", in: "path" });
    // @ts-expect-error the description has no such operation
    await expect(client.GET(path, {})).rejects.toThrow("is not an operation of");
  });

  it("by a pathSerializer of the call", async () => {
    const call = clientOf().DELETE(path, { params, pathSerializer: () => `${server.url}/api/v0/customer/KC1` });
    await rejection(call, EnkashParameterError);
  });

  it("by a querySerializer of the call", async () => {
    const call = clientOf().DELETE(path, { params, querySerializer: () => "parentCompanyId=CEK1" });
    await rejection(call, EnkashParameterError);
  });

  it("by middleware that rewrites the request", async () => {
    const client = clientOf();
    client.use({
      onRequest: ({ request }) => new Request(request.url.replace(customerId, "KC1"), { method: "DELETE" }),
    });
    await rejection(client.DELETE(path, { params }), EnkashParameterError);
  });

  it("by a baseUrl of the call", async () => {
    const enkash = clientOf({ baseUrl: `${server.url}/gateway` });
    for (const baseUrl of [other.url, `${server.url}/gateway-of-others`]) {
      await expect(enkash.DELETE(path, { params, baseUrl })).rejects.toThrow("is not an operation of");
    }
  });

  it("by a fetch of the call", async () => {
    const call = clientOf().DELETE(path, { params, fetch: () => fetch(other.url) });
    await expect(call).rejects.toThrow("a call takes no fetch of its own");
  });
});
