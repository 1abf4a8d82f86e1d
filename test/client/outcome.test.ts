import { EnkashAuthError, passwordGrant } from "../../src/auth/index.js";
import { EnkashError, type EnkashClientOptions } from "../../src/index.js";
import { clientOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

const notFound = JSON.stringify({ errorResponse: { errorType: "RECORD_NOT_FOUND" } });

let server: Loopback;
afterEach(() => server.close());

async function outcomeOf(options: Partial<EnkashClientOptions> = {}, id = customerId) {
  jest.spyOn(Math, "random").mockReturnValueOnce(0).mockReturnValueOnce(0); // Retries at once.
  const call = clientOf(server, options).deleteCustomerByCustomerId({ customerId: id });
  return (await rejection(call, EnkashError)).outcome;
}

/** Responds in turn; 0 ends the connection without a response. */
function listenInTurn(...statuses: number[]): Promise<Loopback> {
  return listen((_, response) => {
    const status = statuses.shift() ?? 404;
    if (status === 0) response.destroy();
    else response.writeHead(status).end(notFound);
  });
}

describe('the outcome is "not-sent"', () => {
  it("where a parameter is refused", async () => {
    server = await listenWith(200, {});
    expect(await outcomeOf({}, "..")).toBe("not-sent");
  });

  it("where the first login is refused, or gets no response", async () => {
    for (const status of [400, 0]) {
      server = await listenInTurn(status, 0, 0);
      const account = { clientId: "client", clientSecret: "a-secret", username: "asha", password: "a-password" };
      const accessToken = passwordGrant({ baseUrl: server.url, ...account, allowInsecureHttp: true });
      expect(await outcomeOf({ accessToken })).toBe("not-sent");
      expect(server.requests.every(({ method }) => method === "POST")).toBe(true);
      await server.close();
    }
  });
});

describe('the outcome is "refused"', () => {
  it.each([400, 401, 403, 409, 422, 429])("where the only response is %i", async (status) => {
    server = await listenInTurn(status);
    expect(await outcomeOf({ maxRetries: 0 })).toBe("refused");
  });

  it("where a failure is reported under 200", async () => {
    server = await listenWith(200, { response_code: 117 });
    expect(await outcomeOf()).toBe("refused");
  });

  it("where a 401 brought another token, and the response to it is a failure", async () => {
    server = await listenInTurn(401, 422);
    const accessToken = ({ refused }: { refused: string | undefined }) => (refused === undefined ? "old" : "new");
    expect(await outcomeOf({ accessToken })).toBe("refused");
    expect(server.requests).toHaveLength(2);
  });

  it("where a 401 ends in a refused login", async () => {
    server = await listenInTurn(401);
    const accessToken = ({ refused }: { refused: string | undefined }) => {
      if (refused === undefined) return "old";
      throw new EnkashAuthError("refused", { status: 400, error: undefined, errorDescription: undefined });
    };
    expect(await outcomeOf({ accessToken })).toBe("refused");
  });
});

describe('the outcome is "not-found"', () => {
  it.each([404, 410])("where the API responds with %i, after a retry or not", async (status) => {
    server = await listenInTurn(status);
    expect(await outcomeOf()).toBe("not-found");
    await server.close();
    server = await listenInTurn(503, status);
    expect(await outcomeOf()).toBe("not-found");
    expect(server.requests).toHaveLength(2);
  });

  it.each(["errorResponse", "payload", "response_code", "response_message"])(
    "where the JSON of a 404 has no member of the API's but %s, not even a value",
    async (name) => {
      server = await listenWith(404, { [name]: null });
      expect(await outcomeOf()).toBe("not-found");
    },
  );

  it("where the response_code of a 404 is a text, which reports no success", async () => {
    server = await listenWith(404, { response_code: "200" });
    expect(await outcomeOf()).toBe("not-found");
  });

  it.each(["", "<html>", "[]", "{}", '{"message":"no Route matched with those values"}'])(
    "but not where the body of a 404 is %j, which the API has not written",
    async (body) => {
      server = await listen((_, response) => response.writeHead(404).end(body));
      expect(await outcomeOf()).toBe("unknown");
    },
  );
});

describe('the outcome is "unknown"', () => {
  it.each([408, 421, 500, 502, 503, 504])("where the response is %i", async (status) => {
    server = await listenInTurn(status, status); // Node's own fetch repeats a request after 421.
    expect(await outcomeOf({ maxRetries: 0 })).toBe("unknown");
  });

  it.each([0, 408, 429, 500, 503])(
    "where an attempt that ended with %i was repeated, and the response is a refusal",
    async (status) => {
      server = await listenInTurn(status, 422);
      expect(await outcomeOf()).toBe("unknown");
      expect(server.requests).toHaveLength(2);
    },
  );

  it.each([400, 404])("where the status %i contradicts a body that reports success", async (status) => {
    server = await listenWith(status, { response_code: 0, response_message: "SUCCESS" });
    expect(await outcomeOf()).toBe("unknown");
  });

  it("where no response comes, or none in time", async () => {
    server = await listenInTurn(0, 0, 0);
    expect(await outcomeOf()).toBe("unknown");
    await server.close();
    server = await listen(() => undefined);
    expect(await outcomeOf({ maxRetries: 0, timeoutMs: 50 })).toBe("unknown");
  });

  it("where the response proves nothing", async () => {
    server = await listen((_, response) => response.end("<html>"));
    expect(await outcomeOf()).toBe("unknown");
  });

  it("where an earlier attempt got no response, and the login for the next one is refused", async () => {
    server = await listenInTurn(0);
    let asked = 0;
    const accessToken = () => {
      if (asked++ === 0) return "old";
      throw new EnkashAuthError("refused", { status: 400, error: undefined, errorDescription: undefined });
    };
    expect(await outcomeOf({ accessToken })).toBe("unknown");
  });
});

it("an error that is not of the package passes through a token function as it is", async () => {
  server = await listenWith(200, {});
  const mine = new (class extends EnkashError {})("mine", { outcome: "unknown" });
  const client = clientOf(server, { accessToken: () => Promise.reject(mine) });
  await expect(client.deleteCustomerByCustomerId({ customerId })).rejects.toBe(mine);
});
