import { above, below, count, date, dateTime, length, mapOf, unique } from "../../src/checks.js";
import { findMismatch, type Check, type Schema } from "../../src/schema.js";

function reasonOf(type: Schema["type"], check: Check, value: unknown): string | undefined {
  return findMismatch({ type, checks: [check] }, value, "body.a")?.reason;
}

it.each<[string, Schema["type"], Check, unknown[], unknown[], string]>([
  ["minLength", "string", length(2), ["ab", "😀😀"], ["", "a", "😀"], "have at least 2 characters"],
  ["minLength and maxLength", "string", length(1, 2), ["a", "ab", "😀😀"], ["", "abc"], "have 1 to 2 characters"],
  ["one length", "string", length(2, 2), ["ab"], ["a", "abc"], "have exactly 2 characters"],
  ["minItems and maxItems", "array", count(1, 2), [[1], [1, 1]], [[], [1, 2, 3]], "have 1 to 2 items"],
  ["minItems", "array", count(1), [[1]], [[]], "have at least 1 items"],
  [
    "uniqueItems",
    "array",
    unique,
    [[], [1, "1"], [{ a: 1 }, { a: 2 }]],
    [
      [1, 1],
      [{ a: 1 }, { a: 1 }],
    ],
    "have no item twice",
  ],
  ["exclusiveMinimum", "number", above(0), [0.1], [0, -1], "be above 0"],
  ["exclusiveMaximum", "integer", below(5), [4], [5], "be below 5"],
  [
    "a date",
    "string",
    date,
    ["2024-02-29"],
    ["2023-02-29", "2024-02-30", "2024-13-01", "24-01-01", "2024-01-01T00:00:00Z", ""],
    "be a date such as 2024-12-31",
  ],
  [
    "a time",
    "string",
    dateTime,
    ["2024-02-29T23:59:59Z", "2024-01-01t00:00:00.123+05:30"],
    ["2024-01-01", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00", "2024-02-30T00:00:00Z", "2024-01-01T24:59:00Z", ""],
    "be a time such as 2024-12-31T23:59:59Z",
  ],
])("%s is checked", (_, type, check, allowed, refused, expected) => {
  for (const value of allowed) expect([value, reasonOf(type, check, value)]).toEqual([value, undefined]);
  for (const value of refused) expect(reasonOf(type, check, value)).toContain(`body.a must ${expected}; got `);
});

it("each member of a map is checked, but for what is undefined", () => {
  const map: Schema = {
    type: "object",
    checks: [mapOf({ type: "integer" })],
  };
  expect(findMismatch(map, { b: 1, c: undefined }, "body")).toBeUndefined();
  expect(findMismatch(map, { b: "a" }, "body")?.reason).toBe('body.b must be of type integer; got "a"');
});

it("a value of any type is checked to be there", () => {
  for (const value of [null, 0, "", [], {}]) expect(findMismatch({ type: "any" }, value, "body")).toBeUndefined();
  expect(findMismatch({ type: "any" }, undefined, "body")?.reason).toBe("body must be of type any; got nothing");
});

it("null is not checked further where it is allowed", () => {
  expect(findMismatch({ type: "string", nullable: true, checks: [length(1)] }, null, "body")).toBeUndefined();
});

it("each of several checks is made, and then each item", () => {
  const schema: Schema = { type: "array", checks: [count(1), unique], items: { type: "integer" } };
  expect(findMismatch(schema, [1, 1], "body.a")?.reason).toContain("body.a must have no item twice");
  expect(findMismatch(schema, [1, "b"], "body.a")?.reason).toContain("body.a[1] must be of type integer");
  expect(findMismatch(schema, [1, 2], "body.a")).toBeUndefined();
});
