import { EnkashConnectionError, EnkashError, EnkashResponseError, type Fetch } from "../../src/index.js";
import { clientOf } from "../support/client.js";
import { listenWith, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { customerId } from "../support/documented.js";

const success = '{"response_code":0,"response_message":"SUCCESS"}';
const bytes = new TextEncoder().encode(success);

let server: Loopback;
beforeAll(async () => {
  server = await listenWith(200, {});
});
afterAll(() => server.close());

/** What a mock, a proxy or a polyfill may give: a response of success, but for these members. */
function responseWith(members: object): object {
  const whole = { status: 200, headers: new Headers(), arrayBuffer: () => Promise.resolve(bytes.buffer) };
  return Object.defineProperties(whole, Object.getOwnPropertyDescriptors(members));
}

async function* chunksOf(...chunks: unknown[]) {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

function inheriting(): object {
  return Object.create(Headers.prototype) as object; // Safe: it creates one.
}

function headersOf(...pairs: [name: string, value: unknown][]): object {
  return {
    get: (name: string) => new Map(pairs).get(name) ?? null,
    forEach: (each: (value: unknown, name: string) => void) => {
      for (const [name, value] of pairs) each(value, name);
    },
  };
}

const refusal = new TextEncoder().encode('{"response_code":409}');

function refusalWith(headers: object): object {
  return responseWith({ status: 422, headers, arrayBuffer: () => Promise.resolve(refusal.buffer) });
}

function throwing(): never {
  throw new TypeError("a member that throws");
}

/** The end of a call whose `fetch` gives this. */
async function endOf(give: () => unknown): Promise<string> {
  // Safe: that it is refused at run time is what is tested.
  const fetch = (() => Promise.resolve().then(give)) as Fetch;
  const call = clientOf(server, { fetch, maxRetries: 0, timeoutMs: 1_000 }).deleteCustomerByCustomerId({
    customerId,
  });
  return call.then(
    () => "resolved",
    (error: unknown) => (error instanceof EnkashError ? `${error.name}: ${error.outcome}` : String(error)),
  );
}

const unreadable = "EnkashResponseError: unknown";
const unanswered = "EnkashConnectionError: unknown";
function rejectingWithNull(): unknown {
  const nothing: unknown = null;
  throw nothing;
}

const steadily = (...values: number[]) => ({ get: () => (values.length > 1 ? values.shift() : values[0]) });

describe("whatever fetch gives, the call ends with an error of the family, once, and with a true word:", () => {
  it.each<[name: string, give: () => unknown, end: string]>([
    ["status NaN", () => responseWith({ status: NaN }), unreadable],
    ["status 200.5", () => responseWith({ status: 200.5 }), unreadable],
    ["status -1", () => responseWith({ status: -1 }), unreadable],
    ["status 600", () => responseWith({ status: 600 }), unreadable],
    ["status 999", () => responseWith({ status: 999 }), unreadable],
    ["status 599", () => responseWith({ status: 599 }), "EnkashApiError: unknown"],
    [
      "a status that throws",
      () => ({
        get status() {
          return throwing();
        },
      }),
      unreadable,
    ],
    [
      "a status that changes",
      () => Object.defineProperty(responseWith({}), "status", steadily(422, 200)),
      "EnkashApiError: unknown",
    ],
    [
      "headers that throw",
      () =>
        responseWith({
          get headers() {
            return throwing();
          },
        }),
      unreadable,
    ],
    ["headers that only inherit from the platform's", () => responseWith({ headers: inheriting() }), unreadable],
    [
      "a 503 whose headers have another get",
      () => responseWith({ status: 503, headers: Object.assign(new Headers(), { get: throwing }) }),
      "EnkashApiError: unknown",
    ],
    ["headers whose forEach throws", () => responseWith({ headers: { forEach: throwing } }), unreadable],
    [
      "a url that throws",
      () =>
        responseWith({
          get url() {
            return throwing();
          },
        }),
      unreadable,
    ],
    [
      "a body that throws",
      () =>
        responseWith({
          get body() {
            return throwing();
          },
        }),
      unreadable,
    ],
    ["a body of one chunk that is an array", () => responseWith({ body: chunksOf([...bytes]) }), "resolved"],
    ["an arrayBuffer that gives a text", () => responseWith({ arrayBuffer: () => success }), unreadable],
    ["a platform's Response in a Proxy", () => proxyOf(new Response(success)), "resolved"],
    ["a 422 with a pseudo header", () => refusalWith(headersOf([":status", "422"])), "EnkashApiError: refused"],
    ["a 422 with a text that is no ByteString", () => refusalWith(headersOf(["x", "客户"])), "EnkashApiError: refused"],
    ["a 422 with an array as header", () => refusalWith(headersOf(["x", ["a", "b"]])), "EnkashApiError: refused"],
    [
      "a 422 with a number as header",
      () => refusalWith(headersOf(["content-length", refusal.length])),
      "EnkashApiError: refused",
    ],
    [
      "a 503 whose Retry-After is an object",
      () => responseWith({ status: 503, headers: headersOf(["retry-after", {}]) }),
      "EnkashApiError: unknown",
    ],
    ["a url of another kind", () => responseWith({ url: 5 }), unreadable],
    ["a url of null", () => responseWith({ url: null }), "resolved"],
    ["no response", () => null, unreadable],
    ["a number", () => 5, unreadable],
    [
      "a chunk that is a text",
      () =>
        responseWith({
          body: new ReadableStream({
            start(c) {
              c.enqueue(success);
              c.close();
            },
          }),
        }),
      unreadable,
    ],
    [
      "empty chunks without end",
      () =>
        responseWith({
          body: new ReadableStream({
            pull(c) {
              c.enqueue(new Uint8Array());
            },
          }),
        }),
      unreadable,
    ],
    [
      "a message that throws",
      () => {
        throw Object.defineProperty({}, "message", { get: throwing }) as Error;
      },
      unanswered,
    ],
    [
      "a message that is a symbol",
      () => {
        throw { message: Symbol("a") } as unknown as Error;
      },
      unanswered,
    ],
    [
      "a thrown Proxy",
      () => {
        throw new Proxy({}, { has: throwing }) as Error;
      },
      unanswered,
    ],
    ["a thrown null", rejectingWithNull, unanswered],
  ])("%s", async (_, give, end) => {
    expect(await endOf(give)).toBe(end);
  });
});

/** As instrumentation makes one: since Node 24, the members of a Response work on the Response itself alone. */
function proxyOf(response: Response): Response {
  return new Proxy(response, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

describe("the message says why a response is not trusted:", () => {
  it.each<[response: object, why: string]>([
    [responseWith({ status: 0 }), "HTTP 0, a redirect is not followed. Whether"],
    [responseWith({ status: 300 }), "HTTP 300, a redirect is not followed. Whether"],
    [responseWith({ status: 600 }), "HTTP 600, which is no HTTP status. Whether"],
    [
      responseWith({ headers: { forEach: throwing } }),
      "HTTP 0, fetch gave a response that cannot be read: a member that throws.",
    ],
    [responseWith({ arrayBuffer: throwing }), "HTTP 200, the body could not be read: a member that throws. Whether"],
  ])("%#", async (response, why) => {
    const fetch: Fetch = () => Promise.resolve(response as Response); // Safe: that it is refused at run time is what is tested.
    const call = clientOf(server, { fetch }).deleteCustomerByCustomerId({ customerId });
    expect((await rejection(call, EnkashResponseError)).message).toContain(why);
  });

  it("and why there is none, by the innermost cause that has a message", async () => {
    const reasons: [thrown: unknown, why: string][] = [
      [
        new Error("fetch failed", { cause: new Error("no route", { cause: new Error("") }) }),
        "no response: no route (attempt 1)",
      ],
      [new Error(""), "no response (attempt 1)"],
    ];
    for (const [thrown, why] of reasons) {
      const call = clientOf(server, { fetch: () => Promise.reject(thrown), maxRetries: 0 });
      const error = await rejection(call.deleteCustomerByCustomerId({ customerId }), EnkashConnectionError);
      expect(error.message).toBe(`deleteCustomerByCustomerId: ${why}`);
    }
  });
});

it("a stream of Node's kind is counted as it comes", async () => {
  let chunks = 0;
  const body = {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        chunks++;
        yield new Uint8Array(256 * 1024);
        await Promise.resolve();
      }
    },
  };
  // Safe: it is a response as node-fetch gives it.
  const fetch: Fetch = () => Promise.resolve(responseWith({ body }) as Response);
  const call = clientOf(server, { fetch }).deleteCustomerByCustomerId({ customerId });
  expect((await rejection(call, EnkashResponseError)).message).toContain("larger than 1048576 bytes");
  expect(chunks).toBe(5);
});

it("a fetch that leads to another URL is not told as a redirect", async () => {
  const fetch: Fetch = () => Promise.resolve(responseWith({ url: "https://127.0.0.1/elsewhere" }) as Response); // Safe: as above.
  const call = clientOf(server, { fetch }).deleteCustomerByCustomerId({ customerId });
  expect((await rejection(call, EnkashResponseError)).message).toContain("HTTP 200, the response is to another URL");
});
