import { examples } from "../../generated/examples.js";
import { createEnkashClient, EnkashApiError } from "../../src/index.js";
import * as mediaTypes from "../../src/media-types.js";
import { createSandbox } from "../../src/sandbox/index.js";
import {
  customerId as example,
  documented,
  malformedCustomerId,
  otherCustomerId as other,
  parentCompanyId,
  undescribedMethod,
  patterns,
} from "../support/documented.js";
import { rejection } from "../support/rejection.js";

function remove(customerId: string, headers: Record<string, string> = {}, query = ""): [string, RequestInit] {
  const url = `https://sandbox.invalid/api/v0/customer/${customerId}${query}`;
  return [url, { method: "DELETE", headers: { authorization: "Bearer any", ...headers } }];
}

async function json(response: Response): Promise<unknown> {
  return response.json();
}

describe("the sandbox behaves as described: it", () => {
  it("responds with 200 to the deletion of a known customer, and then with 404", async () => {
    const sandbox = createSandbox({ customers: [example, other] });
    const deleted = await sandbox.fetch(...remove(example));
    expect(deleted.status).toBe(200);
    await expect(json(deleted)).resolves.toEqual(documented["200"]?.["CustomerDeleted"]);
    expect([...sandbox.customers]).toEqual([other]);
    expect((await sandbox.fetch(...remove(example))).status).toBe(404);
    expect((await sandbox.fetch(...remove(other, {}, `?parentCompanyId=${parentCompanyId}`))).status).toBe(200);
  });

  it("has the example of the description as its only customer by default", () => {
    expect([...createSandbox().customers]).toEqual(examples.deleteCustomerByCustomerId.parameters["customerId"]);
  });

  it("responds with 400 to a parameter that does not match its pattern", async () => {
    const sandbox = createSandbox();
    for (const bad of ["", "..x", "%zz", `${example}%0A`]) {
      expect((await sandbox.fetch(...remove(bad))).status).toBe(400);
    }
    expect((await sandbox.fetch(...remove(example, {}, "?parentCompanyId=nope"))).status).toBe(400);
    expect(sandbox.customers.has(example)).toBe(true);
  });

  it("responds with 401 to a missing or malformed token", async () => {
    const sandbox = createSandbox();
    for (const authorization of ["", "Bearer ", "Basic any"]) {
      expect((await sandbox.fetch(...remove(example, { authorization }))).status).toBe(401);
      expect((await sandbox.fetch(...remove(malformedCustomerId, { authorization }))).status).toBe(401);
    }
    expect(
      (await sandbox.fetch(`https://sandbox.invalid/api/v0/customer/${example}`, { method: "DELETE" })).status,
    ).toBe(401);
    expect(sandbox.customers.has(example)).toBe(true);
  });

  it("fills requestId and timestamp into the example body of a failure", async () => {
    const response = await createSandbox().fetch(...remove(other));
    expect(response.headers.get("content-type")).toBe("application/json");
    const expected = documented["404"]?.["RecordNotFound"];
    await expect(json(response)).resolves.toEqual({
      ...expected,
      errorResponse: {
        ...expected?.errorResponse,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
      },
    });
  });

  it("responds with 404 to another path and 405 to another method, with its own message", async () => {
    const sandbox = createSandbox();
    const unknownPath = await sandbox.fetch("https://sandbox.invalid/api/v1/customer");
    expect(unknownPath.status).toBe(404);
    await expect(unknownPath.text()).resolves.toBe(
      "Sandbox: GET /api/v1/customer is not an operation of the description.\n",
    );
    expect((await sandbox.fetch(remove(example)[0], { method: undescribedMethod })).status).toBe(405);
  });
});

describe("Prefer selects the response and deletes nothing", () => {
  it.each(
    Object.entries(documented).flatMap(([status, bodies]) =>
      Object.keys(bodies).map((name) => [status, name] as const),
    ),
  )("%s by the name %s", async (status, name) => {
    const sandbox = createSandbox();
    const response = await sandbox.fetch(...remove(example, { prefer: `example=${name}` }));
    expect(response.status).toBe(Number(status));
    expect(sandbox.customers.has(example)).toBe(true);
  });

  it.each(Object.keys(documented))("%s by its code", async (status) => {
    const response = await createSandbox().fetch(...remove("any", { prefer: `code=${status}`, authorization: "" }));
    expect(response.status).toBe(Number(status));
  });

  it.each([
    ["code=999", 'code="999"'],
    ["code", 'code=""'],
    ["example=Nope", 'example="Nope"'],
    ["code=403, example=SystemError", 'code="403", example="SystemError"'],
  ])("but only a documented one: 400 for %s", async (prefer, named) => {
    const response = await createSandbox().fetch(...remove(example, { prefer }));
    expect(response.status).toBe(400);
    await expect(response.text()).resolves.toContain(
      `Sandbox: Prefer: ${named} is not documented; there is code=200, 400`,
    );
  });

  it.each([
    ["code=403, wait=1", 403],
    ["wait=1,code=403;a=b", 403],
    [", ,code=403", 403],
    ['respond-async, Code = "403" ; a="b, code=500"', 403],
    ['foo="a\\", code=500", code=403', 403],
    ["code=403, code=500", 403],
    ["code=200, example=FailureUnder200", 200],
    ['wait=1, foo="code=403", x-code=403', 404],
    ["", 404],
  ])("among several directives: %s", async (prefer, status) => {
    expect((await createSandbox().fetch(...remove(other, { prefer }))).status).toBe(status);
  });

  it("among several headers", async () => {
    const headers = new Headers({ authorization: "Bearer any" });
    for (const prefer of ["wait=1", "code=403"]) headers.append("prefer", prefer);
    expect((await createSandbox().fetch(remove(other)[0], { method: "DELETE", headers })).status).toBe(403);
  });
});

describe("the sandbox works as the fetch of a client", () => {
  it("with a baseUrl of any host and path", async () => {
    const { fetch } = createSandbox({ customers: [other] });
    const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid/gateway", accessToken: "any", fetch });
    await expect(enkash.deleteCustomerByCustomerId({ customerId: other })).resolves.toMatchObject({ response_code: 0 });
    const again = enkash.deleteCustomerByCustomerId({ customerId: other });
    await expect(rejection(again, EnkashApiError)).resolves.toMatchObject({
      status: 404,
      errorType: "RECORD_NOT_FOUND",
    });
  });

  it("and rejects if the signal is already aborted, without deleting", async () => {
    const sandbox = createSandbox();
    const [url, init] = remove(example);
    await expect(sandbox.fetch(url, { ...init, signal: AbortSignal.abort("stop") })).rejects.toBe("stop");
    expect(sandbox.customers.has(example)).toBe(true);
  });
});

it("refuses customers that do not match the description", () => {
  expect(() => createSandbox({ customers: [malformedCustomerId] })).toThrow(
    `a customer's id must match ${String(patterns.customerId)}; got "${malformedCustomerId}"`,
  );
  // @ts-expect-error wrong type
  expect(() => createSandbox({ customers: [5] })).toThrow("got 5");
});

describe("other operations", () => {
  const customerId = { in: "path", required: true, type: "string", pattern: /^KC\d$/ };
  const operationTable = {
    deleteCustomer: { method: "DELETE", path: "/v0/customer/{customerId}", parameters: { customerId } },
    deleteNote: { method: "DELETE", path: "/v0/customer/{customerId}/note", parameters: { customerId } },
    touchPage: {
      method: "PUT",
      path: "/v0/page/{page}",
      parameters: {
        page: { in: "path", required: true, type: "integer" },
        dryRun: { in: "query", required: false, type: "boolean" },
      },
    },
    deletePage: { method: "DELETE", path: "/v0/page/first", parameters: {} },
    firstPage: { method: "PUT", path: "/v0/page/first", parameters: {} },
    partnerPage: { method: "PUT", path: "/partner/v0/page/first", parameters: {} },
    partnerToken: { method: "PUT", path: "/partner/token", parameters: {} },
    deleteReminders: { method: "DELETE", path: "/v0/customer/reminders/{customerId}", parameters: { customerId } },
    deleteSilently: { method: "DELETE", path: "/v1/customer/{customerId}", parameters: { customerId } },
    deleteOfPartner: { method: "DELETE", path: "/v0/partner/customer/{customerId}", parameters: { customerId } },
    updateCustomer: {
      method: "PATCH",
      path: "/v0/customer/{customerId}",
      parameters: {
        customerId,
        body: {
          in: "body",
          required: true,
          mediaType: mediaTypes.json,
          type: "object",
          properties: { codes: { type: "array", items: { type: "string" } } },
        },
      },
    },
  };
  const operations = Object.entries(operationTable).map(([name, { parameters }]) => {
    const success = name === "deleteSilently" ? { 204: {} } : { 200: { [name]: { name } } };
    const responses = { ...success, 400: { Bad: { errorResponse: {} } }, 404: { Unknown: {} } };
    return [name, { parameters: "customerId" in parameters ? { customerId: ["KC7"] } : {}, responses }];
  });

  /** The sandbox of a description with these operations. */
  async function otherSandbox() {
    let made: ReturnType<typeof createSandbox> | undefined;
    await jest.isolateModulesAsync(async () => {
      jest.doMock("../../generated/operations.js", () => ({ operationTable, tokenPath: "/token" }));
      jest.doMock("../../generated/examples.js", () => ({ examples: Object.fromEntries(operations) as object }));
      made = (await import("../../src/sandbox/index.js")).createSandbox();
    });
    if (made === undefined) throw new Error("no sandbox");
    return made;
  }

  const refusal = (errorMessage: string): unknown => expect.objectContaining({ errorMessage });

  async function send({ fetch }: ReturnType<typeof createSandbox>, method: string, path: string, body?: unknown) {
    const headers = { authorization: "Bearer any", "content-type": "application/json" };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(`https://sandbox.invalid/v0/${path}`, init);
    // Safe: each response of these operations is a JSON object.
    return [response.status, Object.values((await response.json()) as Record<string, unknown>)[0]];
  }

  it.each([
    ["page/7", 200, "touchPage"],
    ["page/7?dryRun=true", 200, "touchPage"],
    ["page/7?dryRun=maybe", 400, refusal('dryRun must be of type boolean; got "maybe".')],
    ["page/seven", 400, refusal('page must be of type integer; got "seven".')],
    ["page/first", 200, "firstPage"], // A path without a template has priority.
    ["../partner/v0/page/first", 200, "partnerPage"], // So has the longest path, if another one ends with it.
    ["../gateway/v0/page/first", 200, "firstPage"],
    ["../partner/token", 200, "partnerToken"],
    ["../gateway/token", 405, "invalid_request"],
  ])("use their own parameter rules, and need no customer: %s", async (path, status, name) => {
    expect(await send(await otherSandbox(), "PUT", path)).toEqual([status, name]);
  });

  it("respond with 404 to an unknown customer, and only the customer's own deletion removes it", async () => {
    const sandbox = await otherSandbox();
    expect([...sandbox.customers]).toEqual(["KC7"]);
    expect(await send(sandbox, "DELETE", "customer/KC8/note")).toEqual([404, undefined]);
    expect(await send(sandbox, "DELETE", "customer/KC7/note")).toEqual([200, "deleteNote"]);
    expect(await send(sandbox, "DELETE", "customer/reminders/KC7")).toEqual([200, "deleteReminders"]);
    expect(await send(sandbox, "DELETE", "partner/customer/KC7")).toEqual([200, "deleteOfPartner"]);
    expect([...sandbox.customers]).toEqual(["KC7"]);
    expect(await send(sandbox, "DELETE", "customer/KC7")).toEqual([200, "deleteCustomer"]);
    expect([...sandbox.customers]).toEqual([]);
    expect(await send(sandbox, "DELETE", "customer/KC7/note")).toEqual([404, undefined]);
  });

  it("respond with a 204 that they document, without a body, and on request", async () => {
    const { fetch, customers } = await otherSandbox();
    const headers = { authorization: "Bearer any" };
    const silently = async (prefer: string) => {
      const url = "https://sandbox.invalid/v1/customer/KC7";
      const response = await fetch(url, { method: "DELETE", headers: { ...headers, prefer } });
      return [response.status, response.headers.get("content-type"), await response.text(), customers.size];
    };
    expect(await silently("code=204")).toEqual([204, null, "", 1]);
    expect(await silently("code=200")).toMatchObject([
      400,
      "text/plain",
      expect.stringContaining("there is code=204, 400, 404 and example=Bad, Unknown"),
      1,
    ]);
    expect(await silently("")).toEqual([204, null, "", 0]);
  });

  it("respond with their status alone where they do not document it", async () => {
    const { fetch } = await otherSandbox();
    const response = await fetch("https://sandbox.invalid/v0/page/first", { method: "PUT" });
    expect(response.status).toBe(401);
    await expect(response.text()).resolves.toBe("Sandbox: the operation documents no 401.\n");
  });

  it("read and check the body, and say where it is wrong", async () => {
    const sandbox = await otherSandbox();
    const update = (body?: unknown) => send(sandbox, "PATCH", "customer/KC7", body);
    expect(await update({ codes: ["a"] })).toEqual([200, "updateCustomer"]);
    expect(await update({ codes: ["a", 5] })).toEqual([400, refusal("body.codes[1] must be of type string; got 5.")]);
    expect(await update()).toEqual([400, refusal("body must be of type object; got nothing.")]);
    expect([...sandbox.customers]).toEqual(["KC7"]);
  });

  it.each(["application/jsonp", "application/json-patch+json", "text/plain"])(
    "do not take %s for JSON",
    async (type) => {
      const { fetch } = await otherSandbox();
      const headers = { authorization: "Bearer any", "content-type": type };
      const response = await fetch("https://sandbox.invalid/v0/customer/KC7", { method: "PATCH", headers, body: "{}" });
      await expect(response.json()).resolves.toEqual({
        errorResponse: refusal(`body must be application/json; got ${type}.`),
      });
    },
  );

  it("refuse a body that the operation does not take", async () => {
    expect(await send(await otherSandbox(), "PUT", "page/7", {})).toEqual([
      400,
      refusal("body is unknown; expected page, dryRun."),
    ]);
  });
});

it("needs no crypto, which React Native does not have, and whose randomUUID jsdom does not have", async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
  try {
    const ids = await Promise.all(
      [1, 2].map(async () => {
        const response = await createSandbox().fetch(`https://sandbox.invalid/api/v0/customer/${example}`, {
          method: "DELETE",
        });
        return response.text();
      }),
    );
    const [first, second] = ids.map((body) => /"requestId":"([^"]+)"/.exec(body)?.[1]);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).not.toBe(first);
  } finally {
    if (own !== undefined) Object.defineProperty(globalThis, "crypto", own);
  }
});
