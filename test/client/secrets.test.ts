import {
  createEnkashClient,
  EnkashError,
  type AccessTokenFunction,
  type AttemptEvent,
  type EnkashClientOptions,
} from "../../src/index.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { createEnkashFetch } from "../../src/openapi-fetch.js";
import { everythingShown } from "../support/no-secret.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

const token = "a/token+that_no-error.holds==";
const parameters = { customerId };

let server: Loopback;
beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

/** Makes a call that fails, and returns everything that its caller can inspect. */
async function shownBy(options: Partial<EnkashClientOptions> = {}): Promise<string> {
  const events: AttemptEvent[] = [];
  const all: EnkashClientOptions = {
    baseUrl: server.url,
    allowInsecureHttp: true,
    accessToken: token,
    timeoutMs: 200,
    onAttempt: (event) => events.push(event),
    ...options,
  };
  const enkash = createEnkashClient(all);
  const error = await rejection(enkash.deleteCustomerByCustomerId(parameters), EnkashError);
  const request = new Request(`${server.url}/api/v0/customer/${parameters.customerId}`, { method: "DELETE" });
  const raw: unknown = await createEnkashFetch(all)(request).catch((reason: unknown) => reason);
  const thrown = raw instanceof Error ? raw : undefined;
  return [error, thrown, enkash, ...events].map(everythingShown).join("\n");
}

describe("no error and no event contains the token", () => {
  it.each<[name: string, status: number, body: (authorization: string) => string]>([
    [
      "in the envelope of a failure",
      403,
      (sent) => JSON.stringify({ errorResponse: { errorMessage: `no: ${sent}`, requestId: sent } }),
    ],
    [
      "in the keys and details of its envelope",
      422,
      (sent) => JSON.stringify({ errorResponse: { apiSubErrors: [{ [sent]: sent }] } }),
    ],
    ["with JSON escapes", 403, (sent) => JSON.stringify({ payload: sent, response_code: 1 }).replaceAll("/", "\\/")],
    [
      "in a failure under 200",
      200,
      (sent) => JSON.stringify({ payload: sent, response_code: 117, response_message: sent }),
    ],
    ["in HTML under 200", 200, (sent) => `<pre>${sent}</pre>`],
    ["in HTML under 502", 502, (sent) => `<pre>${sent}</pre>`],
    ["in a redirect", 302, () => ""],
  ])("when the server echoes it %s", async (_, status, body) => {
    server = await listen(({ headers }, response) => {
      const sent = headers.authorization ?? "";
      response
        .writeHead(status, { "x-echo": sent, location: `/?${sent}`, "content-type": "text/html" })
        .end(body(sent));
    });
    const shown = await shownBy();
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(token.replaceAll("/", "\\/"));
  });

  it("when the connection breaks, or no response arrives", async () => {
    server = await listen((request) => request.socket.destroy());
    await expect(shownBy()).resolves.not.toContain(token);
    await server.close();
    server = await listen(() => undefined);
    await expect(shownBy({ maxRetries: 0 })).resolves.not.toContain(token);
  });

  it("when a custom fetch rejects with the request in its error", async () => {
    server = await listenWith(200, {});
    const leaking = (url: string, init: object) =>
      Promise.reject(
        Object.assign(new Error(`failed: ${JSON.stringify(init)}`, { cause: new Error(token) }), { url, init }),
      );
    await expect(shownBy({ fetch: leaking })).resolves.not.toContain(token);
  });

  it("including the token that was refused before it", async () => {
    server = await listen(({ headers }, response) => response.writeHead(401).end(headers.authorization));
    const accessToken = ({ refused }: { refused: string | undefined }) =>
      refused === undefined ? "stale-token" : token;
    const shown = await shownBy({ accessToken });
    expect(shown).not.toContain(token);
    expect(shown).not.toContain("stale-token");
  });
});

describe("a token that is not one says what is wrong with it, and is not shown:", () => {
  it.each([
    ["Bearer s3cret-token", 'accessToken starts with "Bearer"; give the token alone'],
    ["bearer s3cret-token", 'accessToken starts with "Bearer"; give the token alone'],
    ["s3cret-token\n", "accessToken ends with a line break; trim it"],
    ["s3cret-token\r\n", "accessToken ends with a line break; trim it"],
    [
      "s3cret-tökén",
      "accessToken must be a string of visible ASCII characters without spaces; got a string with other",
    ],
    [
      "a bearer s3cret-token",
      "accessToken must be a string of visible ASCII characters without spaces; got a string with other characters",
    ],
    [
      "s3cret-token\nof-two-lines",
      "accessToken must be a string of visible ASCII characters without spaces; got a string with other characters",
    ],
    ["", "accessToken is empty; is the environment variable set?"],
  ])("%j", async (accessToken, message) => {
    server = await listenWith(200, { response_code: 0 });
    const make = (given: string | AccessTokenFunction) =>
      createEnkashClient({ baseUrl: server.url, allowInsecureHttp: true, accessToken: given });
    expect(() => make(accessToken)).toThrow(message);
    const error = await rejection(make(() => accessToken).deleteCustomerByCustomerId(parameters), TypeError);
    expect(error.message).toContain(message);
    expect(everythingShown(error)).not.toContain("s3cret-t");
    expect(server.requests).toHaveLength(0);
  });

  it.each<[given: unknown, message: string]>([
    [undefined, "accessToken is undefined; is the environment variable set?"],
    [5, "accessToken must be a string of visible ASCII characters without spaces; got number"],
    [["s3cret-token\n"], "accessToken must be a string of visible ASCII characters without spaces; got object"],
    [["bearer x"], "accessToken must be a string of visible ASCII characters without spaces; got object"],
  ])("%j from a function", async (given, message) => {
    server = await listenWith(200, { response_code: 0 });
    // Safe: the test needs a token of the wrong type.
    const accessToken = (() => given) as () => string;
    const enkash = createEnkashClient({ baseUrl: server.url, allowInsecureHttp: true, accessToken });
    const error = await rejection(enkash.deleteCustomerByCustomerId(parameters), TypeError);
    expect(error.message).toBe(message);
  });
});

describe("no error shows a token that the server escapes or puts beside other characters:", () => {
  it.each<[string, (token: string) => string]>([
    ["PHP's JSON", (sent) => `<pre>${sent.replaceAll("/", "\\/")}</pre>`],
    ["a URL", encodeURIComponent],
    ["a URL in a URL", (sent) => encodeURIComponent(encodeURIComponent(sent))],
    ["HTML", (sent) => sent.replace(/\W/g, (character) => `&#${character.charCodeAt(0)};`)],
    ["JSON in JSON", (sent) => JSON.stringify(JSON.stringify({ sent }).replaceAll("/", "\\u002f"))],
    ["letters", (sent) => `xx${sent}yy`],
  ])("%s", async (_, escape) => {
    server = await listen((_, response) => {
      response.writeHead(400, { [`x-deadbeef0123456789`]: "1", "x-echo": escape(token) }).end(escape(token));
    });
    const shown = await shownBy();
    expect(shown).toContain("[redacted]");
    for (const spelling of [token, escape(token), JSON.stringify(escape(token)).slice(1, -1)]) {
      expect(shown).not.toContain(spelling);
    }
    expect(await shownBy({ accessToken: "DEADBEEF0123456789" })).not.toMatch(/deadbeef/i);
  });
});

it("no redirect sends the token to another origin", async () => {
  const other = await listenWith(200, { response_code: 0 });
  try {
    for (const status of [301, 302, 303, 307, 308]) {
      server = await listen((_, response) => response.writeHead(status, { location: other.url }).end());
      await shownBy();
      await server.close();
    }
    expect(other.requests).toHaveLength(0);
  } finally {
    await other.close();
  }
});
