import type { OperationId } from "../../generated/operations.js";
import { checkParameters } from "../../src/parameters.js";
import { EnkashParameterError } from "../../src/index.js";
import { customerId, malformedCompanyId, parentCompanyId, patterns } from "../support/documented.js";

// An operation with every kind of parameter that a description may have, in the form that the generator writes.
jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<typeof import("../../generated/operations.js")>("../../generated/operations.js");
  return {
    ...actual,
    operationTable: {
      ...actual.operationTable,
      everyKind: {
        method: "PUT",
        path: "/api/v0/kind/{page}",
        parameters: {
          page: { in: "path", required: true, type: "integer" },
          rate: { in: "query", required: false, type: "number" },
          dryRun: { in: "query", required: false, type: "boolean" },
          state: { in: "query", required: false, type: "string", enum: ["ACTIVE", "INACTIVE"] },
          note: { in: "query", required: false, type: "string" },
          limit: { in: "query", required: false, type: "integer", minimum: 1, maximum: 5000 },
          share: { in: "query", required: false, type: "number", minimum: 0.1 },
          states: { in: "query", required: false, type: "array", items: { type: "string", enum: ["ACTIVE"] } },
          "X-Company": { in: "header", required: false, type: "string" },
        },
      },
      anyPath: {
        method: "GET",
        path: "/api/v0/any/{name}/{kind}",
        parameters: {
          name: { in: "path", required: true, type: "string", pattern: /^.*$/u },
          kind: { in: "path", required: true, type: "string", enum: ["file", "..", "a/b"] },
          note: { in: "query", required: false, type: "string" },
        },
      },
    },
  };
});

const remove: OperationId = "deleteCustomerByCustomerId";
const everyKind = "everyKind" as OperationId; // Safe: the mocked table has it.
const anyPath = "anyPath" as OperationId; // Safe: as above.

function refusal(operationId: OperationId, parameters: unknown): EnkashParameterError {
  try {
    checkParameters(operationId, parameters);
  } catch (error) {
    if (error instanceof EnkashParameterError) return error;
  }
  throw new Error("not refused");
}

describe("parameters are grouped by their place in the request", () => {
  it("in a new object", () => {
    const parameters = { customerId, parentCompanyId };
    expect(checkParameters(remove, parameters)).toMatchObject({
      path: { customerId },
      query: { parentCompanyId },
    });
    expect(checkParameters(everyKind, { page: 0, rate: 0.5, dryRun: false, state: "ACTIVE", note: "" })).toMatchObject({
      path: { page: 0 },
      query: { rate: 0.5, dryRun: false, state: "ACTIVE", note: "" },
    });
  });

  it("with numbers up to their bounds", () => {
    for (const given of [{ limit: 1 }, { limit: 5000 }, { share: 0.1 }, { share: 1e9 }]) {
      expect(checkParameters(everyKind, { page: 1, ...given }).query).toEqual(given);
    }
  });

  it("without those that are undefined", () => {
    expect(checkParameters(remove, { customerId, parentCompanyId: undefined })).toEqual({
      path: { customerId },
      query: {},
      header: {},
      body: undefined,
    });
  });

  it("with a copy of an array, which cannot change between the check and the request", () => {
    const states = ["ACTIVE"];
    const { query } = checkParameters(everyKind, { page: 1, states });
    states.push("DELETED");
    expect(query).toEqual({ states: ["ACTIVE"] });
  });

  it.each([["a"], ["!"], ["~"], ["ab"], ["a b  c"], ["(a) ~!"]])("with a header of visible ASCII: %j", (company) => {
    expect(checkParameters(everyKind, { page: 1, "X-Company": company }).header).toEqual({ "x-company": company });
  });

  it("and read only once, so that the checked value is the one that is sent", () => {
    let reads = 0;
    const changing = {
      get customerId() {
        return reads++ === 0 ? customerId : "..";
      },
    };
    expect(checkParameters(remove, changing).path).toEqual({ customerId });
  });
});

describe("refuses values that the description does not allow", () => {
  it.each([
    [undefined, "nothing"],
    [null, "null"],
    ["", '""'],
    ["..", '".."'],
    [`${customerId}\n`, `"${customerId}\\n"`],
    [[customerId], "an array"],
    [16, "16"],
    [new String(customerId), "an object"],
  ])("the customerId %p", (value, came) => {
    const error = refusal(remove, { customerId: value });
    expect(error).toMatchObject({
      operationId: remove,
      parameter: "customerId",
      in: "path",
      pattern: patterns.customerId,
    });
    expect(error.message).toBe(
      `deleteCustomerByCustomerId: customerId must match ${patterns.customerId.source}; got ${came}. Nothing was sent.`,
    );
  });

  it("an optional parameter that does not match its pattern, including null", () => {
    expect(refusal(remove, { customerId, parentCompanyId: malformedCompanyId })).toMatchObject({
      parameter: "parentCompanyId",
      in: "query",
    });
    expect(refusal(remove, { customerId, parentCompanyId: null }).parameter).toBe("parentCompanyId");
  });

  it("a name that is not a parameter of the operation", () => {
    const error = refusal(remove, { customerId, parentCompanyID: parentCompanyId });
    expect(error).toMatchObject({ parameter: "parentCompanyID", in: undefined, pattern: undefined });
    expect(error.message).toContain("parentCompanyID is unknown; expected customerId, parentCompanyId");
    expect(refusal(remove, JSON.parse(`{"customerId":"${customerId}","__proto__":{}}`)).parameter).toBe("__proto__");
    expect(refusal(remove, { customerId, toString: "a" }).parameter).toBe("toString");
  });

  it("an inherited parameter", () => {
    expect(refusal(remove, Object.create({ customerId })).parameter).toBe("customerId");
  });

  it.each([
    [null, "null"],
    [customerId, `"${customerId}"`],
    [[customerId], "an array"],
    [5, "5"],
  ])("%p instead of the object", (parameters, came) => {
    const error = refusal(remove, parameters);
    expect(error).toMatchObject({ operationId: remove, parameter: "parameters", in: undefined });
    expect(error.message).toBe(
      `deleteCustomerByCustomerId: parameters must be an object; got ${came}. Nothing was sent.`,
    );
  });

  it("no object at all, if a parameter is required", () => {
    expect(refusal(remove, undefined).parameter).toBe("customerId");
  });

  it.each([[""], [" "], [" a"], ["a "], ["a\tb"], ["a\u007f"], ["\u007f"], ["a\r\nb"], ["aüb"], ["ü"], ["aü"], ["üa"]])(
    "a header of %j, which would arrive as another",
    (company) => {
      const error = refusal(everyKind, { page: 1, "X-Company": company });
      expect(error).toMatchObject({ parameter: "X-Company", in: "header" });
      expect(error.message).toContain("X-Company must be visible ASCII without spaces around it; got ");
    },
  );

  it.each([[""], ["."], [".."], ["a/b"], ["/"], ["../.."]])(
    "%j in the path, which it would change, even if the pattern allows it",
    (name) => {
      const error = refusal(anyPath, { name, kind: "file" });
      expect(error).toMatchObject({ parameter: "name", in: "path" });
      expect(error.message).toBe(
        `anyPath: name must be one path segment, not "", "." or ".."; got ${JSON.stringify(name)}. Nothing was sent.`,
      );
      expect(checkParameters(anyPath, { name: "...", kind: "file", note: name }).query).toEqual({ note: name });
    },
  );

  it.each([[".."], ["a/b"]])("%j in the path, even if it is one of the enum", (kind) => {
    expect(refusal(anyPath, { name: "a", kind })).toMatchObject({ parameter: "kind", in: "path" });
  });

  it.each([
    [{}, "page must be of type integer; got nothing"],
    [{ page: "1" }, 'page must be of type integer; got "1"'],
    [{ page: 1.5 }, "page must be of type integer; got 1.5"],
    [{ page: 2 ** 53 }, "page must be of type integer"],
    [{ page: 1, rate: NaN }, "rate must be of type number; got NaN"],
    [{ page: 1, rate: Infinity }, "rate must be of type number"],
    [{ page: 1, dryRun: "true" }, 'dryRun must be of type boolean; got "true"'],
    [{ page: 1, state: "active" }, 'state must be one of ACTIVE, INACTIVE; got "active"'],
    [{ page: 1, note: 5 }, "note must be of type string; got 5"],
    [{ page: 1, limit: 0 }, "limit must be of type integer, at least 1, at most 5000; got 0"],
    [{ page: 1, limit: 5001 }, "limit must be of type integer, at least 1, at most 5000; got 5001"],
    [{ page: 1, share: 0 }, "share must be of type number, at least 0.1; got 0"],
  ])("%j", (parameters, message) => {
    expect(refusal(everyKind, parameters).message).toContain(message);
  });
});
