import { createContext, runInContext } from "node:vm";
import { inspect } from "node:util";

import fc from "fast-check";

import {
  excerpt,
  redactCause,
  redactHeaders,
  redactIdentifier,
  redactJson,
  redactText,
} from "../../src/http/redaction.js";

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

  it("has the members of an error: only the code is listed, a cause only if there is one, and all can be redefined", () => {
    const cause = redactCause(Object.assign(new Error("no"), { code: "ENO" }), tokens) as Error; // Safe: checked next.
    expect(cause).toBeInstanceOf(Error);
    expect(Object.keys(cause)).toEqual(["code"]);
    expect(Object.hasOwn(cause, "cause")).toBe(false);
    for (const member of ["name", "stack", "code"]) Object.defineProperty(cause, member, { value: "another" });
    expect(cause).toMatchObject({ name: "another", stack: "another", code: "another" });
  });

  it("keeps a code that a program compares, even if it holds a short token", () => {
    const cause = redactCause(Object.assign(new Error("ERR: no"), { code: "ERR_NO" }), ["ERR_NO", "ERR"]);
    expect(cause).toMatchObject({ code: "ERR_NO", message: "[redacted]: no" });
  });

  it("loses a code that is no text, and keeps its message", () => {
    const cause = redactCause(Object.assign(new Error("first-token"), { code: 20 }), tokens);
    expect(cause).toMatchObject({ message: "[redacted]" });
    expect(cause).not.toHaveProperty("code");
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

describe("a token", () => {
  it.each([
    ["hunter2", "a hunter2-b c_hunter2 xhunter2x", "a [redacted]-b c_[redacted] x[redacted]x"],
    ["error", "an error: 2 errors", "an [redacted]: 2 [redacted]s"],
    ["any any", "any any any", "[redacted] any"],
  ])("is redacted wherever it occurs: %j", (token, text, redacted) => {
    expect(redactText(text, [token])).toBe(redacted);
  });

  it.each([
    ["any", "any company, anybody, m-any, any_one, (any)", "[redacted] company, anybody, m-any, any_one, ([redacted])"],
    ["t", "don't tell; t", "don'[redacted] tell; [redacted]"],
    ["any", "Bearer%20any%20any\\nany", "Bearer [redacted] [redacted] [redacted]"],
  ])("of up to three letters is redacted as a whole word only: %j", (token, text, redacted) => {
    expect(redactText(text, [token])).toBe(redacted);
  });

  it("of up to three characters that are no word is redacted wherever it occurs", () => {
    expect(redactText("a.*b .*", [".*"])).toBe("a[redacted]b [redacted]");
  });

  it("of fewer than 16 characters is left in what a program compares", () => {
    expect(redactIdentifier("VALIDATION_ERROR", ["ERROR"])).toBe("VALIDATION_ERROR");
    expect(redactIdentifier("X_0123456789abcdef", ["0123456789abcdef"])).toBe("X_[redacted]");
  });

  it("is redacted in the name of a header, in any case", () => {
    const headers = new Headers({ "x-DEADBEEF0123456789": "1", date: "now" });
    expect([...redactHeaders(headers, ["DeadBeef0123456789", "date"])]).toEqual([
      ["date", "now"],
      ["redacted", "1"],
    ]);
  });
});

const escapes: Record<string, (text: string) => string> = {
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  "PHP's JSON": (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
  "Go's JSON": (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[<>&]/g, (character) => `\\u00${hex(character)}`),
  "JSON of escapes alone": (text) => text.replace(/[^]/g, (character) => `\\u00${hex(character)}`),
  "a C string": (text) => text.replace(/\W/g, (character) => `\\x${hex(character)}`),
  "a regular expression": (text) => text.replace(/\W/g, "\\$&"),
  "node:util": (text) => inspect(text).slice(1, -1),
  "a URL": encodeURIComponent,
  "a URL in lower case": (text) => encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  "a form": (text) => new URLSearchParams({ v: text }).toString().slice(2),
  "HTML, by name": (text) =>
    text.replace(
      /[&<>"']/g,
      (character) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot" }[character] ?? "apos"};`,
    ),
  "HTML, by decimal number": (text) => text.replace(/\W/g, (character) => `&#${character.charCodeAt(0)};`),
  "HTML, by hexadecimal number": (text) => text.replace(/\W/g, (character) => `&#x${hex(character)};`),
  "HTML, by longer number": (text) => text.replace(/\W/g, (character) => `&#X0000${hex(character).toUpperCase()};`),
};

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, "0");
}

describe("an escaped token is redacted, in the escapes of", () => {
  const everyKind = `q7Zk+pXv/8sT=Rm~N!2&4"w'<9>\\E%5#Y%41==`;

  it.each(Object.entries(escapes))("%s, also twice", (_, escape) => {
    for (const escaped of [escape(everyKind), escape(escape(everyKind))]) {
      expect(redactText(`got ${escaped}.`, [everyKind])).toBe("got [redacted].");
    }
  });

  it("any three of them, one on another", () => {
    const visible = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 4,
    });
    const layers = fc.array(fc.constantFrom(...Object.values(escapes)), { maxLength: 3 });
    fc.assert(
      fc.property(visible, layers, (token, escapes) => {
        const escaped = escapes.reduce((text, escape) => escape(text), token);
        // A backslash before or behind it may be left.
        expect(redactText(`got ${escaped}.`, [token])).toMatch(/^got \\*\[redacted\]\\*\.$/);
      }),
      { numRuns: 2_000, seed: 20_241_010 },
    );
  });

  it("none: a text without a secret is left as it is", () => {
    for (const text of ["100%25 &lt;b&gt; \\n \\u0041 C:\\Temp", "\ud83d\udd11 é"])
      expect(redactText(text, tokens)).toBe(text);
  });

  it("numbers that are no character", () => {
    expect(redactText("&#9999999; &#xffffffff; first-token", tokens)).toBe("&#9999999; &#xffffffff; [redacted]");
  });
});

it("no text takes more than a time linear to its length", () => {
  const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
  const parts = [
    ..."%25 %2525 % \\ \\\\ \\u \\u0025 \\u005c \\x \\x5c & &amp; &amp;amp; & &# &#0 &#x0 &#x &#37; &#x25; &lt; %80 %C3 %E2%82".split(
      " ",
    ),
    ...[
      "\\/",
      "\\n",
      "a",
      "a ",
      "aa-",
      jwt,
      jwt.slice(1),
      jwt.slice(0, -1),
      "%2",
      "\uffff",
      "\ud800",
      "S3cr3t\\!p",
      "S3cr3t%2521p",
    ],
  ];
  const length = 128 * 1024;
  const baits = parts.map((part) => part.repeat(length / part.length));
  for (const start of ["%", "&#", "&#x", "\\u", "\\"])
    baits.push(start.padEnd(length, "0"), start.padEnd(length, start));
  // With a quadratic search, each of these would take minutes.
  for (const bait of baits) expect(redactText(bait, [jwt, "S3cr3t!pw", "a", "%41%42"]).length).toBeGreaterThan(0);
}, 60_000);

it("an excerpt is one line of at most 200 characters, without control characters", () => {
  expect(excerpt("a\r\n\u2028b\u001b[31m \u202ec\u0000")).toBe("a b [31m c");
  expect(excerpt(`the start ${" ".repeat(5_000)} the end`)).toBe("the start");
  expect(excerpt("x".repeat(200))).toBe("x".repeat(200));
  expect(excerpt("x".repeat(5_000))).toBe(`${"x".repeat(200)}…`);
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
    for (let level = 0; level < 100_000; level++) nested = { a: nested };
    expect(JSON.stringify(redactJson(nested, []))).toBe(`${'{"a":'.repeat(20)}{}${"}".repeat(20)}`);
  });
});

it("gives each reason of several, whether it is an error or not", () => {
  const several = new AggregateError([new Error("refused"), "first-token"], "");
  expect(redactCause(several, tokens)).toMatchObject({ message: "refused; [redacted]" });
});
