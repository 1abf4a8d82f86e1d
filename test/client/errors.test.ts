import { inspect } from "node:util";

import * as enkash from "../../src/index.js";
import { preview } from "../../src/errors.js";

const {
  EnkashApiError,
  EnkashConnectionError,
  EnkashError,
  EnkashParameterError,
  EnkashResponseError,
  EnkashTimeoutError,
} = enkash;

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
    EnkashParameterError,
    EnkashApiError,
    EnkashResponseError,
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
  ])("of %p as %s", (value, words) => {
    expect(preview(value)).toBe(words);
  });
});
