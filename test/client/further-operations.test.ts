import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { openAsBlob, writeFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import {
  EnkashApiError,
  EnkashParameterError,
  EnkashResponseError,
  EnkashTimeoutError,
  type AttemptEvent,
} from "../../src/index.js";
import { createOpenapiFetchClient } from "../../src/openapi-fetch.js";
import { createEnkashFetch } from "../../src/openapi-fetch.js";
import { clientOf as enkashClientOf, optionsOf } from "../support/client.js";
import type { furtherOperations } from "../support/further-operations.js";
import { listen, type Loopback } from "../support/loopback.js";
import { rejection } from "../support/rejection.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { customerId } from "../support/documented.js";

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<typeof import("../../generated/operations.js")>("../../generated/operations.js");
  const { furtherOperations } = jest.requireActual<typeof import("../support/further-operations.js")>(
    "../support/further-operations.js",
  );
  return { ...actual, operationTable: { ...actual.operationTable, ...furtherOperations } };
});

type FurtherMethods = Record<
  keyof typeof furtherOperations,
  (parameters?: unknown, options?: object) => Promise<{ payload?: unknown }>
>;

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: Record<string, unknown>;
  body: string;
}

let server: Loopback;
let received: Received[];
let status = 200;
let answer: unknown;

beforeEach(async () => {
  received = [];
  status = 200;
  answer = { response_code: 0 };
  server = await listen((request, response) => {
    void text(request).then((body) => {
      received.push({ method: request.method, url: request.url, headers: request.headers, body });
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
});
afterEach(() => server.close());

function clientOf(options: Parameters<typeof enkashClientOf>[1] = {}) {
  const enkash = enkashClientOf(server, options);
  return enkash as typeof enkash & FurtherMethods; // Safe: the mocked table has these operations.
}

const id = "KC0001";

describe("a JSON body", () => {
  it("is sent as it was given, with its content-type", async () => {
    const body = {
      id: null,
      amount: 0.5,
      count: 9,
      isOpen: false,
      state: "OPEN",
      codes: ["B1"],
      contact: { name: "A", more: "ü\u2028" },
    };
    await clientOf({ headers: { "content-type": "text/plain" } }).updateThing({ id, body });
    expect(received).toMatchObject([{ method: "PATCH", url: "/api/v0/thing/KC0001" }]);
    expect(received[0]?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(received[0]?.body ?? "")).toEqual(body);
  });

  it("may have a member of a parameter's name, leaves out what is undefined, and may be no object", async () => {
    await clientOf().updateThing({ id, body: { id: "KC0002", amount: undefined } });
    await clientOf().putThing({ id, body: ["a"] });
    await clientOf().putThing({ id });
    await clientOf().putThing({ id, body: undefined });
    expect(received.map(({ body }) => body)).toEqual(['{"id":"KC0002"}', '["a"]', "", ""]);
    expect(received[2]?.headers["content-type"]).toBeUndefined();
  });

  it("is read once, so that the checked body is the one that is sent", async () => {
    let reads = 0;
    const body = {
      get state() {
        return reads++ === 0 ? "OPEN" : "DELETED";
      },
    };
    await clientOf().updateThing({ id, body });
    expect(received[0]?.body).toBe('{"state":"OPEN"}');
  });

  it.each([
    [undefined, "body must be of type object; got nothing"],
    [null, "body must be of type object; got null"],
    ["{}", 'body must be of type object; got "{}"'],
    [[], "body must be of type object; got an array"],
    [{ codes: ["B1", "B2", "b3"] }, 'body.codes[2] must match ^B\\d$; got "b3"'],
    [{ codes: {} }, "body.codes must be of type array or null; got an object"],
    [{ amount: 0.4 }, "body.amount must be of type number, at least 0.5 or null; got 0.4"],
    [{ count: 10 }, "body.count must be of type integer, at most 9; got 10"],
    [{ count: null }, "body.count must be of type integer, at most 9; got null"],
    [{ isOpen: "false" }, 'body.isOpen must be of type boolean; got "false"'],
    [{ state: "open" }, 'body.state must be one of OPEN, CLOSED; got "open"'],
    [{ contact: {} }, "body.contact.name must be of type string; got nothing"],
    [
      { contact: JSON.parse('{"__proto__":{"name":"A"}}') as unknown },
      "body.contact.name must be of type string; got nothing",
    ],
    [{ adress: null }, "body.adress is unknown; expected id, amount, count, isOpen, state, codes, contact"],
    [{ toString: "a" }, "body.toString is unknown"],
  ])("is refused as %j", async (body, message) => {
    const error = await rejection(clientOf().updateThing({ id, body }), EnkashParameterError);
    expect(error).toMatchObject({ operationId: "updateThing", parameter: "body", in: "body", outcome: "not-sent" });
    expect(error.message).toContain(`updateThing: ${message}`);
    expect(received).toEqual([]);
  });

  it("carries the pattern that a part of it does not match", async () => {
    const error = await rejection(clientOf().updateThing({ id, body: { codes: ["b"] } }), EnkashParameterError);
    expect(error.pattern).toEqual(/^B\d$/u);
  });

  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  it.each([
    ["NaN", { amount: NaN }, 'NaN at "amount" has no form in JSON'],
    ["a gap", { codes: [undefined] }, 'nothing at "0" has no form in JSON'],
    ["a Map", new Map(), "an object of type Map has no form in JSON"],
    ["a form", new FormData(), "an object of type FormData has no form in JSON"],
    ["a function", { state: () => "OPEN" }, 'a function at "state" has no form in JSON'],
    ["a BigInt", { count: 1n }, 'a bigint at "count" has no form in JSON'],
    ["a cycle", cyclic, "Converting circular structure to JSON"],
  ])("is refused with %s, which JSON would lose or refuse", async (_, body, message) => {
    const error = await rejection(clientOf().updateThing({ id, body }), EnkashParameterError);
    expect(error.message).toContain(`body must be a value of JSON; got ${message}. Nothing was sent.`);
    expect(received).toEqual([]);
  });

  it("is not sent, whatever is wrong with it", async () => {
    const valid = {
      amount: fc.oneof(fc.constant(null), fc.double({ min: 0.5, noNaN: true, noDefaultInfinity: true })),
      count: fc.integer({ max: 9 }),
      state: fc.constantFrom(null, "OPEN", "CLOSED"),
      codes: fc.array(fc.stringMatching(/^B[0-9]$/)),
    };
    const invalid = {
      amount: fc.oneof(fc.double({ max: 0.49, noNaN: true }), fc.constantFrom(NaN, Infinity, "1", true, {}, [])),
      count: fc.oneof(fc.integer({ min: 10 }), fc.constantFrom(null, 0.5, "1", 2 ** 53)),
      state: fc.string().filter((text) => text !== "OPEN" && text !== "CLOSED"),
      codes: fc.array(
        fc.string().filter((text) => !/^B\d$/.test(text)),
        { minLength: 1 },
      ),
      other: fc.anything().filter((value) => value !== undefined),
    };
    const enkash = clientOf();
    await fc.assert(
      fc.asyncProperty(
        fc.record(valid, { requiredKeys: [] }),
        fc.constantFrom(...Object.keys(invalid)),
        fc.gen(),
        async (body, name, gen) => {
          // Safe: it is one of the keys.
          const wrong: unknown = gen(() => invalid[name as keyof typeof invalid] as fc.Arbitrary<unknown>);
          await rejection(enkash.updateThing({ id, body: { ...body, [name]: wrong } }), EnkashParameterError);
        },
      ),
    );
    expect(received).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.record(valid, { requiredKeys: [] }), async (body) => {
        received = [];
        await enkash.updateThing({ id, body });
        expect(JSON.parse(received[0]?.body ?? "")).toEqual(JSON.parse(JSON.stringify(body)));
      }),
      { numRuns: 30 },
    );
  });
});

/** The parts of a form, read by the platform. */
async function partsOf({ headers, body }: Received): Promise<[string, unknown][]> {
  const form = await new Response(body, { headers: { "content-type": String(headers["content-type"]) } }).formData();
  return Promise.all(
    [...form].map(async ([name, value]): Promise<[string, unknown]> => {
      return [name, typeof value === "string" ? value : [value.name, value.type, await value.text()]];
    }),
  );
}

describe("a form", () => {
  it.each([
    ["a File", new File(["a,b\n"], 'a "b".csv', { type: "text/csv" }), 'a "b".csv'],
    ["a Blob", new Blob(["a,b\n"], { type: "text/csv" }), "blob"],
  ])("has %s and the other members, with the platform's boundary", async (_, file, name) => {
    await clientOf().sendFile({ body: { file, note: "ü", count: 5 } });
    expect(received[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    const [request] = received;
    if (request === undefined) throw new Error("nothing was sent");
    expect(await partsOf(request)).toEqual([
      ["file", [name, "text/csv", "a,b\n"]],
      ["note", "ü"],
      ["count", "5"],
    ]);
  });

  it("is sent once more after a 401, whole, with a new token", async () => {
    const tokens = ["old", "new"];
    status = 401;
    const events: AttemptEvent[] = [];
    const enkash = clientOf({
      accessToken: () => tokens.shift() ?? "none",
      onAttempt: (event) => {
        events.push(event);
        status = 200;
      },
    });
    await enkash.sendFile({ body: { file: new Blob(["a"]), note: undefined } });
    expect(received.map(({ headers }) => headers["authorization"])).toEqual(["Bearer old", "Bearer new"]);
    expect(received[0]?.body).toBe(received[1]?.body);
    expect(events.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it.each([
    ["a stream", { file: new Blob(["a"]).stream() }, "body.file must be of type Blob or File; got an object"],
    ["a text", { file: "a" }, 'body.file must be of type Blob or File; got "a"'],
    ["no file", {}, "body.file must be of type Blob or File; got nothing"],
    ["another member", { file: new Blob(["a"]), name: "a" }, "body.name is unknown"],
    ["a FormData", new FormData(), "body.file must be of type Blob or File; got nothing"],
    ["a Blob itself", new Blob(["a"]), "body.file must be of type Blob or File; got nothing"],
    ["nothing", null, "body must be of type object; got null"],
  ])("is refused as %s", async (_, body, message) => {
    const error = await rejection(clientOf().sendFile({ body }), EnkashParameterError);
    expect(error.message).toContain(`sendFile: ${message}`);
    expect(received).toEqual([]);
  });

  it("is not sent if a file on the disk has changed", async () => {
    const file = join(temporaryFolder(), "customers.csv");
    writeFileSync(file, "a");
    const blob = await openAsBlob(file);
    rmSync(file);
    const error = await rejection(clientOf().sendFile({ body: { file: blob } }), EnkashParameterError);
    expect(error.message).toMatch(/^sendFile: body must be readable; got /);
    expect(received).toEqual([]);
  });

  it("is not sent once the signal has aborted, even while a file is read", async () => {
    const controller = new AbortController();
    const file = new Blob(["a"]);
    const call = clientOf().sendFile({ body: { file } }, { signal: controller.signal });
    controller.abort("changed my mind");
    await expect(call).rejects.toBe("changed my mind");
    expect(received).toEqual([]);
  });

  it("is bounded in time with its upload", async () => {
    // It never reads, so that the upload does not end.
    const deaf = createServer((request) => request.pause());
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    const address = deaf.address();
    const baseUrl = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
    const file = new Blob([new Uint8Array(16 * 1024 * 1024)]);
    const call = clientOf({ baseUrl }).sendFile({ body: { file } }, { timeoutMs: 200 });
    await expect(rejection(call, EnkashTimeoutError)).resolves.toMatchObject({ attempts: 1, outcome: "unknown" });
    deaf.closeAllConnections();
    await new Promise((resolve) => deaf.close(resolve));
  });
});

it("an operation without parameters takes none", async () => {
  const error = await rejection(clientOf().list({ id }), EnkashParameterError);
  expect(error.message).toBe("list: id is unknown; expected none. Nothing was sent.");
  await clientOf().list();
  expect(received).toMatchObject([{ method: "GET", url: "/api/v0/list" }]);
});

describe("PATCH and POST are sent once:", () => {
  it.each([503, 429, 408])("no retry after %i, since they are not idempotent", async (code) => {
    status = code;
    const error = await rejection(clientOf().updateThing({ id, body: {} }), EnkashApiError);
    expect(error).toMatchObject({ status: code, attempts: 1 });
    await rejection(clientOf().sendFile({ body: { file: new Blob([]) } }), EnkashApiError);
    expect(received).toHaveLength(2);
  });

  it("PUT is retried with the same body", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0);
    status = 503;
    await rejection(clientOf().putThing({ id, body: ["a"] }), EnkashApiError);
    jest.restoreAllMocks();
    expect(received.map(({ body }) => body)).toEqual(['["a"]', '["a"]', '["a"]']);
  });
});

describe("header parameters, arrays and objects in the query", () => {
  it("are sent as described", async () => {
    await clientOf().findThings({
      "X-Limit": 5,
      states: ["OPEN", "CLOSED"],
      pages: [1],
      filter: { state: "a&b ü", count: 2 },
    });
    expect(received).toMatchObject([
      {
        url: "/api/v0/thing?states=OPEN&states=CLOSED&pages=1&filter[state]=a%26b%20%C3%BC&filter[count]=2",
        headers: { "x-limit": "5" },
      },
    ]);
  });

  it.each([
    [{}, "X-Limit must be of type integer, at least 1; got nothing", "header"],
    [{ "X-Limit": 0 }, "X-Limit must be of type integer, at least 1; got 0", "header"],
    [{ "X-Limit": 1, states: "OPEN" }, 'states must be of type array; got "OPEN"', "query"],
    [{ "X-Limit": 1, states: ["OPEN", "open"] }, 'states[1] must be one of OPEN, CLOSED; got "open"', "query"],
    [{ "X-Limit": 1, states: [] }, "states must be not empty; got an array", "query"],
    [{ "X-Limit": 1, filter: { state: undefined } }, "filter must be not empty; got an object", "query"],
    [{ "X-Limit": 1, filter: { stat: "a" } }, "filter.stat is unknown; expected state, count", "query"],
    [{ "X-Limit": 1, filter: null }, "filter must be of type object; got null", "query"],
  ])("are refused as %j", async (parameters, message, place) => {
    const error = await rejection(clientOf().findThings(parameters), EnkashParameterError);
    expect(error.message).toContain(`findThings: ${message}`);
    expect(error.in).toBe(place);
    expect(received).toEqual([]);
  });

  it.each([["a\r\nb"], [" a"], ["a "], [""], ["ü"]])(
    "a header of %j is refused, since it would arrive as another",
    async (company) => {
      const call = clientOf().sendFile({ "X-Company": company, body: { file: new Blob([]) } });
      await expect(rejection(call, EnkashParameterError)).resolves.toMatchObject({
        parameter: "X-Company",
        in: "header",
      });
      expect(received).toEqual([]);
    },
  );
});

describe("an answer is proved by its own schema:", () => {
  it.each([{ ids: [1] }, null, { ids: [], more: 1 }].map((payload) => ({ payload, response_code: 0 })))(
    "%j",
    async (body) => {
      answer = body;
      await expect(clientOf().putThing({ id })).resolves.toEqual(body);
    },
  );

  it("204 proves nothing of what is no DELETE", async () => {
    status = 204;
    const error = await rejection(clientOf().putThing({ id }), EnkashResponseError);
    expect(error).toMatchObject({ status: 204, outcome: "unknown" });
  });

  it.each([
    ["done", "body.payload must be of type object or null"],
    [{}, "body.payload.ids must be of type array; got nothing"],
    [{ ids: [1, "a-token"] }, 'body.payload.ids[1] must be of type integer; got "[redacted]"'],
  ])("the payload %j is none", async (payload, message) => {
    answer = { payload, response_code: 0 };
    const error = await rejection(clientOf().putThing({ id }), EnkashResponseError);
    expect(error.message).toContain(message);
  });
});

describe("fetch sends", () => {
  const url = (path: string) => `${server.url}/api/v0/thing${path}`;
  const json = { "content-type": "application/json; charset=utf-8" };

  it("a checked JSON body", async () => {
    const body = '{"state":"OPEN", "state":"CLOSED"}';
    await fetchOf(new Request(url(`/${id}`), { method: "PATCH", body, headers: json }));
    // Written again from what was checked.
    expect(received).toMatchObject([{ method: "PATCH", body: '{"state":"CLOSED"}' }]);
  });

  it("a checked form, with its header parameters", async () => {
    const form = new FormData();
    form.append("file", new File(["a"], "a.csv"));
    form.append("count", "5");
    await fetchOf(new Request(url("/file"), { method: "POST", body: form, headers: { "x-company": "A B" } }));
    const [request] = received;
    if (request === undefined) throw new Error("nothing was sent");
    expect(await partsOf(request)).toEqual([
      ["file", ["a.csv", "application/octet-stream", "a"]],
      ["count", "5"],
    ]);
    expect(request.headers["x-company"]).toBe("A B");
  });

  it("arrays and objects of the query", async () => {
    const query = "states=OPEN&pages=1&pages=2&filter%5Bstate%5D=5&filter[count]=5";
    await fetchOf(new Request(`${url("")}?${query}`, { headers: { "X-Limit": "7" } }));
    expect(received).toMatchObject([
      { url: "/api/v0/thing?states=OPEN&pages=1&pages=2&filter[state]=5&filter[count]=5", headers: { "x-limit": "7" } },
    ]);
  });

  it("an optional body that is absent", async () => {
    await fetchOf(new Request(url(`/${id}`), { method: "PUT" }));
    expect(received).toMatchObject([{ method: "PUT", body: "" }]);
  });

  const repeated = new FormData();
  for (const name of ["file", "note", "note"]) repeated.append(name, name === "file" ? new Blob([]) : "a");
  it.each<[string, string, RequestInit, string]>([
    [
      "a body that is not JSON",
      `/${id}`,
      { method: "PATCH", body: "{", headers: json },
      "body must be application/json; got ",
    ],
    ["another media type", `/${id}`, { method: "PATCH", body: "{}" }, "body must be application/json; got text/plain"],
    [
      "a body without a media type",
      `/${id}`,
      { method: "PATCH", body: new TextEncoder().encode("{}") },
      "body must be application/json; got no content-type",
    ],
    ["no body where one is required", `/${id}`, { method: "PATCH" }, "body must be of type object; got nothing"],
    [
      "a body that is refused",
      `/${id}`,
      { method: "PATCH", body: '{"codes":["b"]}', headers: json },
      "body.codes[0] must match",
    ],
    [
      "JSON for a form",
      "/file",
      { method: "POST", body: "{}", headers: json },
      "body must be multipart/form-data; got",
    ],
    [
      "a form with a repeated member",
      "/file",
      { method: "POST", body: repeated },
      "body.note must be of type string; got an array",
    ],
    ["the body in the query", `/${id}?body=a`, { method: "PUT" }, "body is not a query parameter"],
    ["a header in the query", "?X-Limit=1", {}, "X-Limit is not a query parameter"],
    ["a header that is missing", "", {}, "X-Limit must be of type integer"],
    [
      "a header of another type",
      "",
      { headers: { "x-limit": "a" } },
      'X-Limit must be of type integer, at least 1; got "a"',
    ],
    ["an unknown member of an object", "?filter[a]=1", { headers: { "x-limit": "1" } }, "filter.a is unknown"],
    [
      "a repeated member of an object",
      "?filter[state]=1&filter[state]=2",
      { headers: { "x-limit": "1" } },
      "filter.state must be of type string; got an array",
    ],
    ["an object as a text", "?filter=a", { headers: { "x-limit": "1" } }, 'filter must be of type object; got "a"'],
    [
      "an object as a text and as members",
      "?filter=a&filter[state]=a",
      { headers: { "x-limit": "1" } },
      "filter.0 is unknown",
    ],
  ])("nothing for %s", async (_, path, init, message) => {
    const error = await rejection(fetchOf(new Request(url(path), init)), EnkashParameterError);
    expect(error.message).toContain(message);
    expect(received).toEqual([]);
  });

  it("nothing for a body that the operation does not take, on a platform without Request.body too", async () => {
    const remove = (init: RequestInit) => {
      const request = new Request(`${server.url}/api/v0/customer/${customerId}`, { method: "DELETE", ...init });
      return fetchOf(Object.defineProperty(request, "body", { value: undefined }));
    };
    const error = await rejection(remove({ body: "a" }), EnkashParameterError);
    expect(error.message).toContain("body is unknown");
    expect(received).toEqual([]);
    await remove({});
    expect(received).toHaveLength(1);

    const put = new Request(url(`/${id}`), { method: "PUT" });
    await fetchOf(Object.defineProperty(put, "body", { value: undefined }));
    expect(received).toMatchObject([{}, { method: "PUT", body: "" }]);
  });
});

describe("an operation with `security: []`", () => {
  it("asks for no token and sends none, also after a 401, through each entry", async () => {
    const accessToken = jest.fn(() => "a-token");
    await clientOf({ accessToken }).status();
    await clientOf({ accessToken: "a-token" }).status();
    await createEnkashFetch(optionsOf(server, { accessToken }))(`${server.url}/api/v0/status`);
    [status, answer] = [401, {}];
    const error = await rejection(clientOf({ accessToken }).status(), EnkashApiError);
    expect(error).toMatchObject({ status: 401, attempts: 1, outcome: "refused" });
    expect(received).toHaveLength(4);
    for (const { headers } of received) expect(headers).not.toHaveProperty("authorization");
    expect(accessToken).not.toHaveBeenCalled();
  });
});

describe("an error of a GET does not speak of an effect", () => {
  it("if its response proves nothing", async () => {
    answer = {};
    const error = await rejection(clientOf().list(), EnkashResponseError);
    expect(error.message).toBe("list: HTTP 200 without a sign of success; got {}");
    status = 302;
    const redirected = await rejection(clientOf().list(), EnkashResponseError);
    expect(redirected.message).toBe("list: HTTP 302, a redirect is not followed");
    const changed = await rejection(clientOf().putThing({ id }), EnkashResponseError);
    expect(changed.message).toBe(
      "putThing: HTTP 302, a redirect is not followed. Whether it took effect is not known.",
    );
  });

  it("if it failed after a retry", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0);
    status = 503;
    const error = await rejection(clientOf({ maxRetries: 1 }).list(), EnkashApiError);
    expect(error.message).toMatch(/; this was attempt 2$/);
    jest.restoreAllMocks();
  });
});

describe("the openapi-fetch client", () => {
  /** Its types are of the published description. */
  function untyped() {
    const client = createOpenapiFetchClient(optionsOf(server)) as unknown as {
      request: (method: string, path: string, init: object) => Promise<{ response: Response; data?: unknown }>;
    };
    return (method: string, path: string, init: object) => client.request(method, `/api/v0/thing${path}`, init);
  }

  it("sends a JSON body, a form and parameters of each place", async () => {
    await untyped()("patch", "/{id}", { params: { path: { id } }, body: { state: null } });
    const file = new File(["a"], "a.csv");
    await untyped()("post", "/file", { params: { header: { "X-Company": "A" } }, body: { file, count: 5 } });
    const params = { header: { "X-Limit": 5 }, query: { states: ["OPEN"], filter: { count: 1 } } };
    await untyped()("get", "", { params });
    expect(received).toMatchObject([
      { method: "PATCH", url: "/api/v0/thing/KC0001", body: '{"state":null}' },
      { method: "POST", url: "/api/v0/thing/file", headers: { "x-company": "A" } },
      { method: "GET", url: "/api/v0/thing?states=OPEN&filter[count]=1", headers: { "x-limit": "5" } },
    ]);
  });

  it("sends a form without a file as a form, since the description says so and not the body", async () => {
    const body = { note: "ü", count: 5 };
    await untyped()("post", "/note", { body });
    await untyped()("post", "/note", { body, middleware: [{ onRequest: () => undefined }] });
    for (const request of received) {
      expect(request.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
      expect(await partsOf(request)).toEqual([
        ["note", "ü"],
        ["count", "5"],
      ]);
    }
    expect(received).toHaveLength(2);
  });

  it("refuses a FormData, which a method refuses too", async () => {
    const body = new FormData();
    body.append("file", new Blob(["a"]));
    await expect(untyped()("post", "/file", { body })).rejects.toThrow("body.file must be");
    expect(received).toEqual([]);
  });

  it("refuses a header parameter that is given as a header, unchecked", async () => {
    const call = untyped()("post", "/file", { headers: { "x-company": "A" }, body: { file: new Blob([]), count: 5 } });
    await expect(call).rejects.toThrow("X-Company must be in params.header");
    expect(received).toEqual([]);
  });

  it.each<[string, string, object, string]>([
    ["patch", "/{id}", { params: { path: { id } }, body: { amount: NaN } }, "NaN at"],
    ["patch", "/{id}", { params: { path: { id } }, body: { codes: ["b"] } }, "body.codes[0] must match"],
    ["patch", "/{id}", { params: { path: { id } } }, "body must be of type object; got nothing"],
    ["get", "", { params: { query: { "X-Limit": 5 } } }, "X-Limit is not a query parameter"],
  ])("sends nothing else: %s %s %j", async (method, path, init, message) => {
    await expect(untyped()(method, path, init)).rejects.toThrow(message);
    expect(received).toEqual([]);
  });
});

function fetchOf(request: Request): Promise<Response> {
  return createEnkashFetch(optionsOf(server))(request);
}
