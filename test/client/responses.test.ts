import * as enkash from "../../src/index.js";
import { clientOf } from "../support/client.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

const parameters = { customerId };
const success = { response_code: 0, payload: "Deleted." };

let server: Loopback;
afterEach(() => server.close());

function remove(fetch: enkash.Fetch, options: Partial<enkash.EnkashClientOptions> = {}) {
  return clientOf(server, { fetch, maxRetries: 0, ...options }).deleteCustomerByCustomerId(parameters);
}

/** As a fetch over XMLHttpRequest does: it follows redirects, and its response has neither `redirected` nor a stream. */
const overXmlHttpRequest: enkash.Fetch = async (url, init) => {
  const response = await fetch(url, { ...init, redirect: "follow" });
  const { status, headers } = response;
  return { status, headers, url: response.url, arrayBuffer: () => response.arrayBuffer() };
};

/** As node-fetch: `body` is a stream of Node's kind. */
const withNodeStream: enkash.Fetch = async (url, init) => {
  const response = await fetch(url, init);
  const { status, headers } = response;
  return {
    status,
    headers,
    url: response.url,
    body: { pipe: () => undefined },
    arrayBuffer: () => response.arrayBuffer(),
  };
};

describe("a response that is not the platform's own", () => {
  it.each([
    ["without body, as in React Native", overXmlHttpRequest],
    ["with a stream of Node's kind, as of node-fetch", withNodeStream],
  ])("is read: %s", async (_, fetch) => {
    server = await listenWith(200, success);
    await expect(remove(fetch)).resolves.toEqual(success);
  });

  it("is bounded to 1 MiB after it was read", async () => {
    server = await listen((_, response) => {
      response.writeHead(200).write(JSON.stringify(success));
      response.end(" ".repeat(1024 * 1024));
    });
    const error = await rejection(remove(withNodeStream), enkash.EnkashResponseError);
    expect(error.message).toContain("larger than 1048576 bytes");
  });

  it("is bounded to what the client allows, whoever counts", async () => {
    server = await listenWith(200, success);
    const length = JSON.stringify(success).length;
    for (const fetch of [globalThis.fetch, overXmlHttpRequest, withNodeStream]) {
      const enough = clientOf(server, { fetch, maxResponseBytes: length });
      await expect(enough.deleteCustomerByCustomerId({ customerId })).resolves.toEqual(success);
      const short = clientOf(server, { fetch, maxResponseBytes: length - 1 });
      const error = await rejection(short.deleteCustomerByCustomerId({ customerId }), enkash.EnkashResponseError);
      expect(error.message).toContain(`larger than ${length - 1} bytes`);
    }
  });

  it("may have a Map as headers", async () => {
    server = await listenWith(200, success);
    const mock: enkash.Fetch = () =>
      Promise.resolve({
        status: 404,
        // Safe: what a mock may have; `get` gives undefined where Headers gives null.
        headers: new Map([["x-request", "1"]]) as unknown as Headers,
        arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
      });
    await expect(remove(mock)).rejects.toMatchObject({ name: "EnkashApiError", status: 404 });
  });

  it.each<[mock: unknown, missing: string]>([
    [undefined, "a numeric status"],
    [null, "a numeric status"],
    [{ status: "200", headers: new Headers(), arrayBuffer: () => undefined }, "a numeric status"],
    [{ ok: true, status: 200, json: () => Promise.resolve(success) }, "headers.forEach()"],
    [{ status: 200, headers: {}, arrayBuffer: () => undefined }, "headers.forEach()"],
    [{ status: 200, headers: new Headers(), text: () => Promise.resolve("{}") }, "arrayBuffer()"],
  ])("is not trusted if it lacks what the client reads: %j", async (mock, missing) => {
    server = await listenWith(200, success);
    // Safe: that it is refused at run time is what is tested.
    const error = await rejection(
      remove(() => Promise.resolve(mock as Response)),
      enkash.EnkashResponseError,
    );
    expect(error).toMatchObject({ status: 0, outcome: "unknown" });
    expect(error.message).toContain(`fetch gave a response without ${missing}. `);
  });
});

describe("a redirect that fetch followed is refused", () => {
  it.each([301, 302, 303, 307, 308])("by the final URL, where there is no `redirected`: %i", async (status) => {
    server = await listen((request, response) => {
      if (request.url === "/elsewhere") response.writeHead(200).end(JSON.stringify(success));
      else response.writeHead(status, { location: "/elsewhere" }).end();
    });
    const error = await rejection(remove(overXmlHttpRequest), enkash.EnkashResponseError);
    expect(error.message).toContain("HTTP 200, the response is to another URL");
  });

  it("by a slash that the final URL has at its end", async () => {
    server = await listen((request, response) => {
      if (request.url?.endsWith("/")) response.writeHead(200).end(JSON.stringify(success));
      else response.writeHead(307, { location: `${request.url}/` }).end();
    });
    await rejection(remove(overXmlHttpRequest), enkash.EnkashResponseError);
  });
});

describe("the same URL in another spelling is no redirect", () => {
  it.each<[spelling: string, baseUrl: string, rewrite: (url: string) => string]>([
    ["an empty one", "https://sandbox.invalid", () => ""],
    ["with the default port", "https://sandbox.invalid", (url) => url.replace(".invalid", ".invalid:443")],
    ["with a hash", "https://sandbox.invalid", (url) => `${url}#top`],
    ["with another percent-encoding", "https://sandbox.invalid/a~b", (url) => url.replace("~", "%7E")],
    ["relative", "https://sandbox.invalid", (url) => new URL(url).pathname],
  ])("%s", async (_, baseUrl, rewrite) => {
    server = await listenWith(200, success);
    const respond: enkash.Fetch = (url) => {
      const response = new Response(JSON.stringify(success));
      return Promise.resolve(Object.defineProperty(response, "url", { value: rewrite(url) }));
    };
    await expect(remove(respond, { baseUrl })).resolves.toEqual(success);
  });

  it("but one that cannot be parsed is not the same", async () => {
    server = await listenWith(200, success);
    const respond: enkash.Fetch = () =>
      Promise.resolve(Object.defineProperty(new Response(JSON.stringify(success)), "url", { value: "http://[" }));
    await rejection(remove(respond), enkash.EnkashResponseError);
  });
});

describe("of the 2xx", () => {
  it.each([201, 202, 203, 205, 206, 207, 226])(
    "%i is not known, even with the envelope of a success",
    async (status) => {
      server = await listenWith(status, success);
      const error = await rejection(remove(fetch), enkash.EnkashResponseError);
      expect(error).toMatchObject({ status, outcome: "unknown" });
      expect(error.message).toContain(`HTTP ${status} is not a documented success`);
    },
  );

  it("204 is a success of a DELETE", async () => {
    server = await listen((_, response) => response.writeHead(204).end());
    await expect(remove(fetch)).resolves.toEqual({});
  });

  it("202 with a failure is a failure", async () => {
    server = await listenWith(202, { response_message: "FAILURE" });
    await expect(remove(fetch)).rejects.toMatchObject({ name: "EnkashApiError", outcome: "refused" });
  });
});

describe("fetch is called as a function, not as a method", () => {
  it("of the options or of the client", async () => {
    server = await listenWith(200, success);
    const receivers: unknown[] = [];
    function platformFetch(this: unknown, url: string, init: RequestInit): Promise<Response> {
      receivers.push(this);
      return fetch(url, init);
    }
    await remove(platformFetch);
    expect(receivers).toEqual([undefined]);
  });
});

it("the init asks Next.js not to respond from its cache", async () => {
  server = await listenWith(200, success);
  let next: unknown;
  await remove((url, init) => {
    ({ next } = init);
    return fetch(url, init);
  });
  expect(next).toEqual({ revalidate: 0 });
});

it("a failure before the head is a connection error, whatever was thrown", async () => {
  server = await listenWith(200, success);
  for (const reason of ["broken", null, new TypeError("broken")] as unknown[]) {
    const error = await rejection(
      remove(() => Promise.reject(reason)),
      enkash.EnkashConnectionError,
    );
    expect(error.outcome).toBe("unknown");
  }
});
