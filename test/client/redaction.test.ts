import { createContext, runInContext } from "node:vm";
import { inspect } from "node:util";

import { redactCause, redactHeaders, redactText } from "../../src/http/redaction.js";

const tokens = ["first-token", "second-token"];

it("removes every token from texts and headers", () => {
  expect(redactText("a first-token, a second-token, first-token", tokens)).toBe(
    "a [access token], a [access token], [access token]",
  );
  expect([...redactHeaders(new Headers({ a: "Bearer first-token", b: "c" }), tokens)]).toEqual([
    ["a", "Bearer [access token]"],
    ["b", "c"],
  ]);
});

describe("a cause", () => {
  it("keeps its name, message, code and cause, without tokens", () => {
    const inner = Object.assign(new RangeError("second-token"), { code: "EFIRST" });
    const cause = redactCause(new TypeError("failed with first-token", { cause: inner }), tokens);
    expect(cause).toMatchObject({
      name: "TypeError",
      message: "failed with [access token]",
      cause: { name: "RangeError", message: "[access token]", code: "EFIRST" },
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
    expect(redactCause(foreign, tokens)).toMatchObject({ name: "TypeError", message: "[access token]" });
  });

  it("may be a string, and is undefined if it is neither an error nor a string", () => {
    expect(redactCause("first-token", tokens)).toBe("[access token]");
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
