import { EnkashApiError, EnkashConnectionError, EnkashParameterError, EnkashResponseError } from "../../src/index.js";
import { clientOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

let server: Loopback;
beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

/** What could break a line of a log, hide a part of it, or change its direction. */
const hostile = "X\u001b[31m\r\n2026-01-01 INFO customer deleted\u2028\u2029\u0085\u202e\u2066\u061c\u200b\u0000";

function expectOneLine(message: string): void {
  expect(message).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,1000}$/u);
}

describe("the message of an error is one line of at most 1 000 characters, without control characters:", () => {
  it("EnkashApiError, whose end is kept", async () => {
    const errorResponse = { errorType: hostile, errorMessage: hostile, requestId: "r".repeat(900_000) + hostile };
    server = await listenWith(503, { errorResponse });
    const error = await rejection(
      clientOf(server, { maxRetries: 1 }).deleteCustomerByCustomerId({ customerId }),
      EnkashApiError,
    );
    expectOneLine(error.message);
    expect(error.message).toMatch(/^deleteCustomerByCustomerId failed with HTTP 503: X \[31m.*an earlier one may have/);
    expect(error.errorMessage).toBe(hostile); // As the server sent it.
  });

  it("EnkashResponseError", async () => {
    server = await listen((_, response) => response.end(hostile.repeat(50)));
    const call = clientOf(server).deleteCustomerByCustomerId({ customerId });
    const error = await rejection(call, EnkashResponseError);
    expectOneLine(error.message);
    expectOneLine(error.bodyExcerpt ?? "");
  });

  it("EnkashConnectionError", async () => {
    server = await listenWith(200, {});
    const fetch = () => Promise.reject(new Error(hostile.repeat(500)));
    const call = clientOf(server, { fetch, maxRetries: 0 }).deleteCustomerByCustomerId({ customerId });
    expectOneLine((await rejection(call, EnkashConnectionError)).message);
  });

  it("EnkashParameterError", async () => {
    server = await listenWith(200, {});
    const call = clientOf(server).deleteCustomerByCustomerId({ customerId: hostile });
    expectOneLine((await rejection(call, EnkashParameterError)).message);
  });

  it("TypeError of an option", async () => {
    server = await listenWith(200, {});
    let message = "";
    try {
      clientOf(server, { baseUrl: hostile });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("baseUrl must be");
    expectOneLine(message);
  });
});
