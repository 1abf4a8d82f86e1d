import * as enkash from "../../src/index.js";
import { EnkashAuthError, passwordGrant } from "../../src/auth/index.js";
import { clientOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

let server: Loopback;
afterEach(() => server.close());

const account = { clientId: "client", clientSecret: "a-secret", username: "asha", password: "a-password" };

function singleAttempt(options: Partial<enkash.EnkashClientOptions> = {}): enkash.EnkashClient {
  return clientOf(server, { maxRetries: 0, ...options });
}

/** The function whose name must stand in the stack. */
async function callerOfThePackage(client: enkash.EnkashClient, id = customerId): Promise<void> {
  await client.deleteCustomerByCustomerId({ customerId: id });
}

describe("the stack leads to the line that made the call:", () => {
  it("EnkashParameterError", async () => {
    server = await listenWith(200, {});
    const error = await rejection(callerOfThePackage(singleAttempt(), ".."), enkash.EnkashParameterError);
    expect(error.stack).toContain("callerOfThePackage");
  });

  it("EnkashApiError", async () => {
    server = await listenWith(404, {});
    const error = await rejection(callerOfThePackage(singleAttempt()), enkash.EnkashApiError);
    expect(error.stack).toContain("callerOfThePackage");
  });

  it("EnkashResponseError, of a redirect and of a body", async () => {
    server = await listen((_, response) => response.writeHead(302, { location: "/" }).end());
    const redirect = await rejection(callerOfThePackage(singleAttempt()), enkash.EnkashResponseError);
    expect(redirect.stack).toContain("callerOfThePackage");
    await server.close();
    server = await listenWith(200, []);
    const body = await rejection(callerOfThePackage(singleAttempt()), enkash.EnkashResponseError);
    expect(body.stack).toContain("callerOfThePackage");
  });

  it("EnkashConnectionError, after a retry too", async () => {
    server = await listen((request) => request.socket.destroy());
    const client = singleAttempt({ maxRetries: 1 });
    const error = await rejection(callerOfThePackage(client), enkash.EnkashConnectionError);
    expect(error.attempts).toBe(2);
    expect(error.stack).toContain("callerOfThePackage");
  });

  it("EnkashTimeoutError", async () => {
    server = await listen(() => undefined);
    const error = await rejection(callerOfThePackage(singleAttempt({ timeoutMs: 20 })), enkash.EnkashTimeoutError);
    expect(error.stack).toContain("callerOfThePackage");
  });

  it("EnkashAuthError, for each of the calls that one refused login ends", async () => {
    server = await listenWith(400, { error: "invalid_grant" });
    const accessToken = passwordGrant({ baseUrl: server.url, ...account, allowInsecureHttp: true });
    const client = singleAttempt({ accessToken });
    async function otherCaller(): Promise<void> {
      await client.deleteCustomerByCustomerId({ customerId });
    }
    const [first, second] = await Promise.all([
      rejection(callerOfThePackage(client), EnkashAuthError),
      rejection(otherCaller(), EnkashAuthError),
    ]);
    const later = await rejection(callerOfThePackage(client), EnkashAuthError);
    expect(server.requests).toHaveLength(1);
    expect(first.stack).toContain("callerOfThePackage");
    expect(second.stack).toContain("otherCaller");
    expect(later.stack).toContain("callerOfThePackage");
  });

  it("an error of passwordGrant, called by itself", async () => {
    server = await listen((request) => request.socket.destroy());
    const accessToken = passwordGrant({ baseUrl: server.url, ...account, allowInsecureHttp: true, maxRetries: 0 });
    async function callerOfTheGrant(): Promise<void> {
      await accessToken();
    }
    const error = await rejection(callerOfTheGrant(), enkash.EnkashConnectionError);
    expect(error.stack).toContain("callerOfTheGrant");
    expect(error.outcome).toBe("not-sent");
  });
});
