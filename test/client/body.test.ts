import { oneMebibyte, readBody } from "../../src/http/body.js";

function response(body: string | null, headers: Record<string, string> = {}): Response {
  return new Response(body, { headers });
}

/** A response from another origin, as in a browser, which hides its Content-Encoding. */
function crossOrigin(body: string, headers: Record<string, string> = {}): Response {
  return Object.defineProperty(response(body, headers), "type", { value: "cors" });
}

async function text(from: Response): Promise<string> {
  return new TextDecoder().decode(await readBody(from, from.headers, oneMebibyte));
}

describe("reads the whole body", () => {
  it.each([
    ["with its length declared", response("é", { "content-length": "2" })],
    ["without a declared length", response("é")],
    ["with a Content-Length that is not a number", response("é", { "content-length": "two" })],
    [
      "with the length of its compressed form declared",
      response("é", { "content-length": "1", "content-encoding": "gzip" }),
    ],
    ["from another origin, whatever its Content-Length", crossOrigin("é", { "content-length": "1" })],
  ])("%s", async (_, from) => {
    await expect(text(from)).resolves.toBe("é");
  });

  it("of a response without one", async () => {
    await expect(text(response(null))).resolves.toBe("");
  });

  it("up to 1 MiB", async () => {
    const largest = "a".repeat(oneMebibyte);
    await expect(text(response(largest))).resolves.toHaveLength(oneMebibyte);
    await expect(text(response(largest, { "content-length": String(oneMebibyte) }))).resolves.toHaveLength(oneMebibyte);
  });
});

describe("refuses a body", () => {
  it.each([
    [
      "that declares more than 1 MiB",
      response("a", { "content-length": String(oneMebibyte + 1) }),
      "larger than 1048576 bytes",
    ],
    ["of more than 1 MiB", response("a".repeat(oneMebibyte + 1)), "larger than 1048576 bytes"],
    ["that is shorter than declared", response("abc", { "content-length": "5" }), "3 of 5 bytes came"],
    ["that is longer than declared", response("abc", { "content-length": "2" }), "3 of 2 bytes came"],
  ])("%s", async (_, from, message) => {
    await expect(readBody(from, from.headers, oneMebibyte)).rejects.toThrow(message);
  });
});
