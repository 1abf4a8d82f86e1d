import { oneMebibyte, readBody } from "../../src/http/body.js";
import type { FetchResponse } from "../../src/http/fetch.js";

function response(body: string | null, headers: Record<string, string> = {}): Response {
  return new Response(body, { headers });
}

/** A response from another origin, as in a browser, which hides its Content-Encoding. */
function crossOrigin(body: string, headers: Record<string, string> = {}): Response {
  return Object.defineProperty(response(body, headers), "type", { value: "cors" });
}

/** A stream of the Web's kind that is no iterator, as in Safari. Only its chunks can be read. */
function inChunks(chunks: readonly string[]): FetchResponse & { headers: Headers } {
  const values = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const read = () => {
    const value = values.shift();
    return Promise.resolve({ done: value === undefined, value });
  };
  const body = { getReader: () => ({ read }) };
  const arrayBuffer = () => Promise.reject(new Error("read as a whole"));
  return { status: 200, headers: new Headers(), body, arrayBuffer };
}

async function text(from: FetchResponse & { headers: Headers }): Promise<string> {
  return new TextDecoder().decode(await readBody(from, from.headers, oneMebibyte));
}

describe("reads the whole body", () => {
  it.each([
    ["with its length declared", response("é", { "content-length": "2" })],
    ["without a declared length", response("é")],
    ["with a Content-Length that is not a number", response("é", { "content-length": "two" })],
    ["with a Content-Length that ends with a number", response("é", { "content-length": "0x1" })],
    ["with a Content-Length that begins with a number", response("é", { "content-length": "1, 2" })],
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

  it.each([
    ["of several chunks, in their order", ["a", "bcd", "", "ef"]],
    ["of many chunks", Array.from({ length: 1_500 }, (_, index) => String(index))],
    ["of a thousand empty chunks, and what follows them", [...Array<string>(1_000).fill(""), "a", "b"]],
  ])("%s", async (_, chunks) => {
    await expect(text(inChunks(chunks))).resolves.toBe(chunks.join(""));
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
    ["of more empty chunks", inChunks(Array<string>(1_001).fill("")), "it has too many empty chunks"],
  ])("%s", async (_, from, message) => {
    await expect(readBody(from, from.headers, oneMebibyte)).rejects.toThrow(message);
  });
});

it("JSON that is not UTF-8 is read for its details, but is no proof, from the first body on", async () => {
  const latin1 = Uint8Array.from('{"payload":"\xe9"}', (letter) => letter.charCodeAt(0));
  await jest.isolateModulesAsync(async () => {
    const { decode, decodeStrict, parseObject } = await import("../../src/http/body.js");
    expect(decodeStrict(latin1)).toBe("");
    expect(decode(latin1)).toBe('{"payload":"\ufffd"}');
    expect(parseObject(decode(latin1))).toEqual({ payload: "\ufffd" });
    expect(parseObject("[]")).toBeUndefined();
    expect(parseObject('"payload":')).toBeUndefined();
  });
});
