import { inspect } from "node:util";

import { err } from "pino-std-serializers";

import * as enkash from "../../src/index.js";
import { preview } from "../../src/errors.js";

const { EnkashApiError, EnkashConnectionError, EnkashError, EnkashParameterError, EnkashTimeoutError } = enkash;

/** A second copy of the package, as in a program that loads both builds or two versions of it. */
async function secondCopy(): Promise<typeof enkash> {
  let copy: typeof enkash | undefined;
  await jest.isolateModulesAsync(async () => {
    copy = await import("../../src/index.js");
  });
  if (copy === undefined) throw new Error("no copy");
  return copy;
}

const timeout = new EnkashTimeoutError("too slow", { attempts: 1, timeoutMs: 5 });
const connection = new EnkashConnectionError("refused", { attempts: 1, cause: new Error("ECONNREFUSED") });

describe("the error classes", () => {
  it.each([
    EnkashError,
    enkash.EnkashParameterError,
    EnkashApiError,
    enkash.EnkashResponseError,
    EnkashConnectionError,
    EnkashTimeoutError,
  ])("have a fixed name, the same as their export: %p", (errorClass) => {
    expect(Object.entries(enkash)).toContainEqual([errorClass.prototype.name, errorClass]);
  });

  it("extend each other as documented", () => {
    expect(timeout).toBeInstanceOf(EnkashTimeoutError);
    expect(timeout).toBeInstanceOf(EnkashConnectionError);
    expect(timeout).toBeInstanceOf(EnkashError);
    expect(timeout).toBeInstanceOf(Error);
    expect(timeout).not.toBeInstanceOf(EnkashApiError);
    expect(connection).not.toBeInstanceOf(EnkashTimeoutError);
    expect(connection.cause).toMatchObject({ message: "ECONNREFUSED" });
  });

  it("recognise instances from another copy of the package", async () => {
    const copy = await secondCopy();
    expect(copy.EnkashTimeoutError).not.toBe(EnkashTimeoutError);
    const other = new copy.EnkashTimeoutError("too slow", { attempts: 1, timeoutMs: 5 });
    expect(other).toBeInstanceOf(EnkashTimeoutError);
    expect(other).toBeInstanceOf(EnkashConnectionError);
    expect(other).not.toBeInstanceOf(EnkashApiError);
  });

  it("are not instances of a consumer's subclass", () => {
    class Mine extends EnkashConnectionError {}
    expect(connection).not.toBeInstanceOf(Mine);
    expect(new Mine("mine", { attempts: 1, cause: undefined })).toBeInstanceOf(Mine);
    expect(new Mine("mine", { attempts: 1, cause: undefined })).toBeInstanceOf(EnkashConnectionError);
  });

  it.each([undefined, null, "EnkashError", {}, { name: "EnkashError" }, new Error("EnkashError")])(
    "do not recognise %p",
    (stranger) => {
      expect(stranger instanceof EnkashError).toBe(false);
    },
  );

  it("print only their own members", () => {
    expect(inspect(timeout)).toContain("EnkashTimeoutError: too slow");
    expect(Object.keys(timeout)).toEqual(["outcome", "attempts", "timeoutMs"]);
  });
});

describe("a message previews the rejected value", () => {
  it.each([
    [undefined, "nothing"],
    [null, "null"],
    [[], "an array"],
    ["a", '"a"'],
    ["a".repeat(41), `"${"a".repeat(40)}…"`],
    [5, "5"],
    [true, "true"],
    [{}, "an object"],
    [() => 0, "a function"],
  ])("%p as %s", (value, words) => {
    expect(preview(value)).toBe(words);
  });
});

describe("JSON of an error has", () => {
  const error = new EnkashApiError("failed", {
    status: 404,
    errorType: "RECORD_NOT_FOUND",
    errorMessage: "Customer not found.",
    apiSubErrors: [{ field: "customerId" }],
    requestId: "6f2c1d1e",
    timestamp: undefined,
    responseCode: 1,
    responseMessage: "FAILURE",
    payload: undefined,
    headers: new Headers({ "X-Request": "1" }),
    retryAfterMs: 2_000,
    attempts: 1,
  });
  const members = {
    outcome: "refused",
    status: 404,
    errorType: "RECORD_NOT_FOUND",
    errorMessage: "Customer not found.",
    apiSubErrors: [{ field: "customerId" }],
    requestId: "6f2c1d1e",
    responseCode: 1,
    responseMessage: "FAILURE",
    retryAfterMs: 2_000,
    attempts: 1,
  };

  it("name, message and the members, with the headers as an object", () => {
    const expected = { name: "EnkashApiError", message: "failed", ...members, headers: { "x-request": "1" } };
    expect(JSON.parse(JSON.stringify(error))).toEqual(expected);
    expect(JSON.parse(JSON.stringify({ nested: [error] }))).toEqual({ nested: [expected] });
  });

  it("the pattern of a parameter as text", () => {
    const details = { operationId: "a", parameter: "b", in: "path", pattern: /^KC$/u } as const;
    expect(JSON.parse(JSON.stringify(new EnkashParameterError("no", details)))).toEqual({
      name: "EnkashParameterError",
      message: "no",
      outcome: "not-sent",
      ...details,
      pattern: "^KC$",
    });
  });

  it("the chain of causes", () => {
    const socket = Object.assign(new Error("reset"), { code: "ECONNRESET" });
    const error = new EnkashConnectionError("no answer", {
      attempts: 1,
      cause: new TypeError("fetch failed", { cause: socket }),
    });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      cause: {
        name: "TypeError",
        message: "fetch failed",
        cause: { name: "Error", message: "reset", code: "ECONNRESET" },
      },
    });
    const outer = new EnkashConnectionError("outer", { attempts: 1, cause: error });
    expect(JSON.parse(JSON.stringify(outer))).toMatchObject({ cause: { name: "EnkashConnectionError", attempts: 1 } });
  });

  it("what a logger that reads own keys sees, such as pino", () => {
    expect(Object.fromEntries(Object.entries(error))).toMatchObject(members);
    expect(err(error)).toMatchObject({ ...members, type: "EnkashApiError", message: "failed" });
  });
});

it("the name of an error can be set, as that of any error", () => {
  const error = new EnkashConnectionError("refused", { attempts: 1, cause: undefined });
  error.name = "Mine";
  expect(error).toMatchObject({ name: "Mine" });
  expect(error).toBeInstanceOf(EnkashConnectionError);
  expect(connection.name).toBe("EnkashConnectionError");
});
