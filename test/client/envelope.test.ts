import fc from "fast-check";

import { readEnvelope } from "../../src/envelope.js";
import { EnkashApiError, EnkashResponseError } from "../../src/index.js";
import type { ReceivedResponse } from "../../src/http/attempt.js";
import { documented } from "../support/documented.js";

function answer(
  status: number,
  body: string | Uint8Array<ArrayBuffer>,
  details: Partial<ReceivedResponse> = {},
): ReceivedResponse {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return { status, headers: new Headers(), bytes, attempts: 1, retried: false, secrets: [], ...details };
}

function read(status: number, body: string | Uint8Array<ArrayBuffer>, details?: Partial<ReceivedResponse>): unknown {
  try {
    return readEnvelope("deleteCustomerByCustomerId", answer(status, body, details));
  } catch (error) {
    return error;
  }
}

const api = (body: unknown, status = 200) => {
  const error = read(status, JSON.stringify(body));
  if (!(error instanceof EnkashApiError)) throw new Error(`expected a failure, got ${String(error)}`);
  return error;
};

describe("a success is confirmed", () => {
  it.each([
    { response_code: 0 },
    { response_code: 200 },
    { response_code: 299, payload: "gone" },
    { response_code: null, response_message: "SUCCESS" },
    { errorResponse: null, payload: null, response_code: null, response_message: " success\u200b" },
    { errorResponse: {}, response_code: 0 },
    { errorResponse: { errorType: null, errorMessage: null }, response_code: 0 },
    { response_code: 0, more: "members than documented" },
    { response_code: 0, payload: 'one quote": and a colon' },
    { response_code: 0, payload: "a backslash at the end \\" },
  ])("by %j", (body) => {
    expect(read(200, JSON.stringify(body))).toEqual(body);
  });

  it("by 204 without a body", () => {
    expect(read(204, "")).toEqual({});
  });

  it("by JSON after a byte order mark", () => {
    expect(read(200, '\uFEFF{"response_code":0}')).toEqual({ response_code: 0 });
  });
});

describe("a failure under 200 is a failure", () => {
  it.each([
    { errorResponse: { errorMessage: "" }, response_code: 0 },
    { errorResponse: [], response_code: 0 },
    { errorResponse: "no such customer", response_code: 0 },
    { errorResponse: false, response_code: 0, response_message: "SUCCESS" },
    { response_message: "FAILURE" },
    { response_message: " failure " },
    { response_message: "FAILURE\u0000", response_code: 0 },
    { response_message: "\uff26\uff21\uff29\uff2c\uff35\uff32\uff25\u200b", response_code: 0 },
    { response_code: 1 },
    { response_code: -1 },
    { response_code: 0.5 },
    { response_code: 199 },
    { response_code: 300 },
    { response_code: 117, payload: "Token is invalid." },
    { response_code: 0, response_message: "FAILURE", payload: "gone" },
  ])("as %j", (body) => {
    expect(api(body).status).toBe(200);
  });

  it("in each of the description's examples under 200 that is a failure", () => {
    for (const [name, body] of Object.entries(documented["200"] ?? {})) {
      if (name.endsWith("Under200")) expect(api(body).status).toBe(200);
      else expect(read(200, JSON.stringify(body))).toEqual(body);
    }
  });
});

describe("a body that confirms nothing rejects with EnkashResponseError", () => {
  it.each([
    "",
    "<html>",
    "deleted",
    "[]",
    '"SUCCESS"',
    "null",
    "0",
    "true",
    '{"response_code":0',
    "{}",
    '{"message":"Forbidden"}',
    '{"response_code":"0"}',
    '{"response_code":200.5}',
    '{"response_message":true}',
    '{"response_code":0,"payload":{}}',
    '{"payload":"Customer cannot be deleted: open invoices"}',
    '{"response_message":"ERROR"}',
    '{"errorResponse":null,"payload":null,"response_code":null,"response_message":null}',
    '{"errorResponse":{}}',
    // Names that occur twice, of which JSON.parse keeps the last.
    '{"errorResponse":{"errorType":"SYSTEM_ERROR"},"errorResponse":null,"response_code":0}',
    '{"\\u0065rrorResponse":{"errorType":"SYSTEM_ERROR"},"errorResponse":null,"response_code":0}',
    '{"response_code":117,"response_code":0}',
    '{"response_code":0,"payload":"a \\"b\\": {","response_message":"FAILURE","response_message":"SUCCESS"}',
  ])("such as %j", (body) => {
    const error = read(200, body);
    expect(error).toBeInstanceOf(EnkashResponseError);
    expect(error).toMatchObject({ status: 200, bodyExcerpt: body, attempts: 1 });
  });

  it("such as {}, whatever an extended Object.prototype adds", () => {
    for (const [name, value] of Object.entries({ response_code: 0, response_message: "SUCCESS", payload: null })) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true });
      try {
        expect(read(200, "{}")).toBeInstanceOf(EnkashResponseError);
      } finally {
        Reflect.deleteProperty(Object.prototype, name);
      }
    }
  });

  it("such as 204 with a body", () => {
    expect(read(204, '{"response_code":117}')).toBeInstanceOf(EnkashApiError);
    expect(read(204, "deleted")).toBeInstanceOf(EnkashResponseError);
  });

  it("but not a name that occurs twice below the top", () => {
    const body = '{"response_code":0,"errorResponse":{"errorType":null,"errorType":null},"more":[{"a":1,"a":2}]}';
    expect(read(200, body)).toMatchObject({ response_code: 0 });
  });

  it("such as a body that is not UTF-8", () => {
    const latin1 = Uint8Array.from('{"response_code":0,"payload":"\xe9"}', (letter) => letter.charCodeAt(0));
    expect(read(200, latin1)).toBeInstanceOf(EnkashResponseError);
  });

  it.each([
    [200, "", "without the documented JSON; got an empty body"],
    [200, " gone\n", "without the documented JSON; got gone"],
    [201, "gone", "is not a documented success; got gone"],
    [201, '{"response_code":0}', 'is not a documented success; got {"response_code":0}'],
    [200, '{"payload":"a","payload":"b"}', 'with a name that occurs twice; got {"payload":"a","payload":"b"}'],
    [200, '{"payload":"gone"}', 'without a sign of success; got {"payload":"gone"}'],
    [
      200,
      '{"payload":5}',
      'without the documented JSON: body.payload must be of type string or null; got 5; got {"payload":5}',
    ],
  ])("%i %j: the message gives the reason and what came", (status, body, reason) => {
    expect(read(status, body)).toMatchObject({
      message: `deleteCustomerByCustomerId: HTTP ${status} ${reason}. Whether it took effect is not known.`,
    });
  });

  it("with an excerpt of one line and at most 200 characters", () => {
    const error = read(200, `a\n\tb ${"c".repeat(5_000)}`);
    expect(error).toMatchObject({ bodyExcerpt: `a b ${"c".repeat(196)}…` });
  });
});

describe("an error status is a failure whatever its body is", () => {
  it.each(["", "<html>Bad Gateway</html>", "[]", "null"])("with the body %j", (body) => {
    const error = read(502, body);
    expect(error).toBeInstanceOf(EnkashApiError);
    expect(error).toMatchObject({ status: 502, errorType: undefined, errorMessage: undefined, apiSubErrors: [] });
  });

  it.each([300, 500])("even if its body reports success: %i", (status) => {
    expect(api({ response_code: 0, response_message: "SUCCESS" }, status).status).toBe(status);
  });

  it("with the available details in its message", () => {
    expect(String(read(502, "<html>"))).toContain("HTTP 502: not the documented JSON: <html>");
    expect(api({}, 500).message).toBe("deleteCustomerByCustomerId failed with HTTP 500: no reason given");
    expect(api({ response_code: 117, payload: "Token is invalid." }).message).toBe(
      "deleteCustomerByCustomerId failed with HTTP 200: response_code 117: Token is invalid.",
    );
    expect(api({ errorResponse: "no such customer" }).errorMessage).toBe("no such customer");
  });

  it("with a note that an earlier attempt may have taken effect", () => {
    const error = read(422, JSON.stringify({ errorResponse: { errorType: "UNPROCESSABLE_REQUEST" } }), {
      attempts: 2,
      retried: true,
    });
    expect(error).toMatchObject({
      attempts: 2,
      outcome: "unknown",
      message: expect.stringContaining("this was attempt 2, and an earlier one may have taken effect") as string,
    });
  });
});

describe("the members of a failure", () => {
  it.each([[{ failureRequests: [{ customerId: "KC1", reason: "open invoices" }] }], [["a"]], [5], [false], ["gone"]])(
    "keep the payload %j",
    (payload) => {
      expect(api({ payload, response_message: "FAILURE" }).payload).toEqual(payload);
    },
  );

  it("keep an errorType that is not in the description", () => {
    expect(api({ errorResponse: { errorType: "NEW_KIND" } }, 400).errorType).toBe("NEW_KIND");
  });

  it("are undefined if they are null, absent or of another type", () => {
    const odd = { errorType: 1, errorMessage: null, requestId: {}, timestamp: [], apiSubErrors: "none" };
    expect(api({ errorResponse: odd, response_code: "1", response_message: 5, payload: {} }, 400)).toMatchObject({
      errorType: undefined,
      errorMessage: undefined,
      requestId: undefined,
      timestamp: undefined,
      apiSubErrors: [],
      responseCode: undefined,
      responseMessage: undefined,
      payload: {},
    });
  });

  it("include only the apiSubErrors that are objects", () => {
    expect(api({ errorResponse: { apiSubErrors: [{ a: 1 }, "b", null, []] } }, 400).apiSubErrors).toEqual([{ a: 1 }]);
  });

  it("contain no token, whichever way the server escapes it", () => {
    const secrets = ["abc/def/ghi/jkl/mno"];
    const body =
      '{"payload":{"failed":["abc/def/ghi/jkl/mno"]},"errorResponse":{"errorMessage":"abc\\/def/ghi/jkl/mno is not abc/def/ghi/jkl/mno","apiSubErrors":[{"abc/def/ghi/jkl/mno":"abc/def/ghi/jkl/mno"}]}}';
    const error = read(401, body, { secrets, headers: new Headers({ "www-authenticate": "abc/def/ghi/jkl/mno" }) });
    expect(error).toBeInstanceOf(EnkashApiError);
    expect(error).toMatchObject({ errorMessage: "[redacted] is not [redacted]" });
    if (error instanceof EnkashApiError) {
      expect(error.apiSubErrors).toEqual([{ "[redacted]": "[redacted]" }]);
      expect(error.payload).toEqual({ failed: ["[redacted]"] });
      expect([...error.headers]).toEqual([["www-authenticate", "[redacted]"]]);
      expect(error.message).not.toContain("abc/def");
    }
    expect(read(200, "abc/def/ghi/jkl/mno", { secrets })).toMatchObject({ bodyExcerpt: "[redacted]" });
  });
});

describe("whatever the token,", () => {
  const bodies = Object.entries(documented).flatMap(([status, named]) =>
    Object.values(named).map((body) => ({ status: Number(status), body })),
  );
  /** Visible ASCII: a random text, or a part of an answer, such as a word, a key or an error type. */
  const token = fc.oneof(
    fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 1 }),
    fc.tuple(fc.constantFrom(...bodies), fc.nat(), fc.integer({ min: 1, max: 40 })).map(([{ body }, start, length]) => {
      const text = JSON.stringify(body).replace(/\s/g, "");
      return text.slice(start % text.length).slice(0, length);
    }),
  );

  it("the typed members of a documented answer are those of the server", () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies), token, ({ status, body }, secret) => {
        const error = read(status, JSON.stringify(body), { secrets: [secret] });
        if (!(error instanceof EnkashApiError)) {
          expect(error).toEqual(body); // The success.
          return;
        }
        const { errorResponse, response_code: responseCode } = body as Partial<Record<string, unknown>>;
        const { errorType, requestId, timestamp } = (errorResponse ?? {}) as Record<string, string | undefined>;
        expect(error).toMatchObject({ status, responseCode });
        for (const [actual, expected] of [
          [error.errorType, errorType],
          [error.requestId, requestId],
          [error.timestamp, timestamp],
        ]) {
          const holdsToken = secret.length >= 16 && expected?.includes(secret);
          expect(actual).toBe(holdsToken ? expected?.replace(secret, "[redacted]") : expected);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
