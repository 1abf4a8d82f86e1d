import {
  createEnkashClient,
  EnkashApiError,
  EnkashParameterError,
  EnkashResponseError,
  EnkashTimeoutError,
  type AttemptEvent,
} from "../../src/index.js";
import { clientOf, optionsOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId, parentCompanyId } from "../support/documented.js";

const success = { errorResponse: null, payload: "Deleted.", response_code: 0, response_message: "SUCCESS" };

let server: Loopback;
afterEach(() => server.close());

describe("a delete", () => {
  it("sends the documented request and resolves with the documented body", async () => {
    server = await listenWith(200, success);
    await expect(clientOf(server).deleteCustomerByCustomerId({ customerId, parentCompanyId })).resolves.toEqual(
      success,
    );
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: "DELETE",
      url: `/api/v0/customer/${customerId}?parentCompanyId=${parentCompanyId}`,
      headers: { authorization: "Bearer a-token", accept: "application/json" },
    });
    expect(server.requests[0]?.headers).not.toHaveProperty("content-length");
  });

  it("omits an optional parameter that is undefined", async () => {
    server = await listenWith(200, success);
    await clientOf(server).deleteCustomerByCustomerId({ customerId, parentCompanyId: undefined });
    expect(server.requests[0]?.url).toBe(`/api/v0/customer/${customerId}`);
  });

  it("keeps the path of baseUrl, without its trailing slashes", async () => {
    server = await listenWith(200, success);
    for (const baseUrl of [`${server.url}/gateway`, `${server.url}/gateway/`, `${server.url}/gateway///`]) {
      await clientOf(server, { baseUrl }).deleteCustomerByCustomerId({ customerId });
    }
    expect(server.requests.map(({ url }) => url)).toEqual(Array(3).fill(`/gateway/api/v0/customer/${customerId}`));
  });

  it("sends the client's headers, and no Authorization without a token", async () => {
    server = await listenWith(200, success);
    const options = optionsOf(server, { headers: { "X-Request-Source": "billing" } });
    delete options.accessToken;
    await createEnkashClient(options).deleteCustomerByCustomerId({ customerId });
    expect(server.requests[0]?.headers).toMatchObject({ "x-request-source": "billing" });
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("reports a failure without a token too, in the server's words", async () => {
    server = await listenWith(422, { errorResponse: { errorMessage: "customer undefined" } });
    const options = optionsOf(server);
    delete options.accessToken;
    const call = createEnkashClient(options).deleteCustomerByCustomerId({ customerId });
    expect((await rejection(call, EnkashApiError)).errorMessage).toBe("customer undefined");
  });

  it("calls a custom fetch with (url, init)", async () => {
    server = await listenWith(200, success);
    const seen: unknown[] = [];
    const client = clientOf(server, {
      fetch: (url, init) => {
        seen.push(url, init.method, init.redirect, init.headers, "body" in init);
        return fetch(url, init);
      },
    });
    await client.deleteCustomerByCustomerId({ customerId });
    expect(seen).toEqual([
      `${server.url}/api/v0/customer/${customerId}`,
      "DELETE",
      "manual",
      { accept: "application/json", authorization: "Bearer a-token" },
      false,
    ]);
  });

  it("uses the global fetch as it is at the time of the call", async () => {
    server = await listenWith(200, success);
    const client = clientOf(server);
    const original = globalThis.fetch;
    let calls = 0;
    globalThis.fetch = (...args) => {
      calls++;
      return original(...args);
    };
    try {
      await client.deleteCustomerByCustomerId({ customerId });
    } finally {
      globalThis.fetch = original;
    }
    expect(calls).toBe(1);
  });

  it("sends nothing that the description does not allow", async () => {
    server = await listenWith(200, success);
    for (const forbidden of ["", ".", "..", "%2e", `${customerId}\n`, customerId.toLowerCase(), "KС0123456789ABCD"]) {
      const error = await rejection(
        clientOf(server).deleteCustomerByCustomerId({ customerId: forbidden }),
        EnkashParameterError,
      );
      expect(error.parameter).toBe("customerId");
    }
    expect(server.requests).toHaveLength(0);
  });

  it("rejects on a failure under 200, without a retry", async () => {
    server = await listenWith(200, { payload: "Token is invalid.", response_code: 117 });
    const error = await rejection(clientOf(server).deleteCustomerByCustomerId({ customerId }), EnkashApiError);
    expect(error).toMatchObject({ status: 200, responseCode: 117, payload: "Token is invalid.", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it("reports a 404 with all members of the envelope", async () => {
    const errorResponse = {
      apiSubErrors: [{ field: "customerId" }],
      errorMessage: "Customer not found.",
      errorType: "RECORD_NOT_FOUND",
      requestId: "6f2c1d1e",
      timestamp: "2024-10-10 08:34:46",
    };
    server = await listenWith(404, { errorResponse, payload: null, response_code: 1, response_message: "FAILURE" });
    const error = await rejection(clientOf(server).deleteCustomerByCustomerId({ customerId }), EnkashApiError);
    expect(error).toMatchObject({
      ...errorResponse,
      status: 404,
      responseCode: 1,
      responseMessage: "FAILURE",
      payload: undefined,
      attempts: 1,
    });
    expect(error.headers.get("content-type")).toBe("application/json");
    expect(error.message).toBe(
      "deleteCustomerByCustomerId failed with HTTP 404: RECORD_NOT_FOUND: Customer not found. (requestId 6f2c1d1e)",
    );
  });

  it.each([
    ["120", 120_000],
    [undefined, undefined],
  ])("reports how long the server asked to wait (Retry-After: %s)", async (retryAfter, retryAfterMs) => {
    server = await listen((_, response) => {
      response.writeHead(429, retryAfter === undefined ? {} : { "retry-after": retryAfter }).end();
    });
    const call = clientOf(server).deleteCustomerByCustomerId({ customerId }, { maxRetries: 0 });
    expect((await rejection(call, EnkashApiError)).retryAfterMs).toBe(retryAfterMs);
  });

  it.each([301, 302, 303, 307, 308])("refuses a redirect (%i)", async (status) => {
    server = await listen((request, response) => {
      if (request.url === "/elsewhere") response.writeHead(200).end(JSON.stringify(success));
      else response.writeHead(status, { location: "/elsewhere" }).end();
    });
    const error = await rejection(clientOf(server).deleteCustomerByCustomerId({ customerId }), EnkashResponseError);
    expect(error.status).toBe(status);
    expect(server.requests).toHaveLength(1);
  });

  it("applies timeoutMs to the whole attempt, including the body", async () => {
    server = await listen((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"response_code":');
    });
    const call = clientOf(server).deleteCustomerByCustomerId({ customerId }, { timeoutMs: 50, maxRetries: 0 });
    await expect(rejection(call, EnkashTimeoutError)).resolves.toMatchObject({ timeoutMs: 50, attempts: 1 });
  });

  it("uses the limits of the call instead of the client's", async () => {
    server = await listenWith(503, {});
    const events: AttemptEvent[] = [];
    const client = clientOf(server, { maxRetries: 5, onAttempt: (event) => events.push(event) });
    await rejection(client.deleteCustomerByCustomerId({ customerId }, { maxRetries: 0 }), EnkashApiError);
    expect(events).toMatchObject([
      { operationId: "deleteCustomerByCustomerId", attempt: 1, status: 503, retryInMs: undefined },
    ]);
  });

  it("rejects with the signal's own reason, whatever its type", async () => {
    server = await listenWith(200, success);
    for (const reason of ["changed my mind", null, 0, new Error("mine")]) {
      const call = clientOf(server).deleteCustomerByCustomerId({ customerId }, { signal: AbortSignal.abort(reason) });
      await expect(call).rejects.toBe(reason);
    }
    expect(server.requests).toHaveLength(0);
  });

  it("refuses unknown options of a call", async () => {
    server = await listenWith(200, success);
    // @ts-expect-error not an option
    const call = clientOf(server).deleteCustomerByCustomerId({ customerId }, { maxRetry: 0 });
    await expect(call).rejects.toThrow('deleteCustomerByCustomerId: there is no option "maxRetry"');
    expect(server.requests).toHaveLength(0);
  });
});
