import { createContext, runInContext } from "node:vm";
import { inspect } from "node:util";

import { redactCause, redactHeaders, redactJson, redactText } from "../../src/http/redaction.js";

const tokens = ["first-token", "second-token"];

it("removes every token from texts and headers", () => {
  expect(redactText("a first-token, a second-token, first-token", tokens)).toBe(
    "a [redacted], a [redacted], [redacted]",
  );
  expect([...redactHeaders(new Headers({ a: "Bearer first-token", b: "c" }), tokens)]).toEqual([
    ["a", "Bearer [redacted]"],
    ["b", "c"],
  ]);
});

describe("a cause", () => {
  it("keeps its name, message, code and cause, without tokens", () => {
    const inner = Object.assign(new RangeError("second-token"), { code: "EFIRST" });
    const cause = redactCause(new TypeError("failed with first-token", { cause: inner }), tokens);
    expect(cause).toMatchObject({
      name: "TypeError",
      message: "failed with [redacted]",
      cause: { name: "RangeError", message: "[redacted]", code: "EFIRST" },
    });
    expect(inspect(cause, { depth: null, showHidden: true })).not.toMatch(/first-token|second-token/);
  });

  it("loses its other members, which may contain the request", () => {
    const cause = redactCause(Object.assign(new Error("no"), { config: { headers: { authorization: "x" } } }), tokens);
    expect(cause).not.toHaveProperty("config");
  });

  it("is recognised when it comes from another realm", () => {
    const foreign: unknown = runInContext("new TypeError('first-token')", createContext());
    expect(foreign).not.toBeInstanceOf(Error);
    expect(redactCause(foreign, tokens)).toMatchObject({ name: "TypeError", message: "[redacted]" });
  });

  it("may be a string, and is undefined if it is neither an error nor a string", () => {
    expect(redactCause("first-token", tokens)).toBe("[redacted]");
    for (const odd of [undefined, null, 5, {}, []]) expect(redactCause(odd, tokens)).toBeUndefined();
  });

  it("is limited to six links, even if its chain is endless", () => {
    const endless: Error & { cause?: unknown } = new Error("again");
    endless.cause = endless;
    let links = 0;
    for (let link = redactCause(endless, tokens); link instanceof Error; link = link.cause) links++;
    expect(links).toBe(6);
  });
});

describe("a short token", () => {
  it.each([
    ["any", "any company, anybody, m-any, any_one, (any)", "[redacted] company, anybody, m-any, any_one, ([redacted])"],
    ["t", "don't tell; t", "don'[redacted] tell; [redacted]"],
    ["error", "an error: 2 errors", "an [redacted]: 2 errors"],
    ["any", "Bearer%20any%20any\\nany", "Bearer%20[redacted]%20[redacted]\\n[redacted]"],
    ["any any", "any any any", "[redacted] any"],
    [".*", "a .* b", "a [redacted] b"],
  ])("is redacted as a whole word only: %j", (token, text, redacted) => {
    expect(redactText(text, [token])).toBe(redacted);
  });
});

describe("several tokens", () => {
  it("are redacted in one pass, the longest first", () => {
    const long = "0123456789abcdef";
    expect(redactText(`${long}ghij ${long} redacted`, [long, `${long}ghij`, "redacted"])).toBe(
      "[redacted] [redacted] [redacted]",
    );
  });
});

describe("JSON", () => {
  it("is redacted in its texts, and in a key only if that holds a long token", () => {
    const tokens = ["error", "0123456789abcdef"];
    const value = {
      error: "an error",
      list: ["error", 1, null, true],
      "0123456789abcdef": { inner: "0123456789abcdef" },
    };
    expect(redactJson(value, tokens)).toEqual({
      error: "an [redacted]",
      list: ["[redacted]", 1, null, true],
      "[redacted]": { inner: "[redacted]" },
    });
  });

  it("is cut off below twenty levels", () => {
    let nested: unknown = "a";
    for (let level = 0; level < 100_000; level++) nested = [nested];
    expect(JSON.stringify(redactJson(nested, []))).toBe(`${"[".repeat(21)}null${"]".repeat(21)}`);
  });
});
