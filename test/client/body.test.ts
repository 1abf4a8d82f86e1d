import { readBody } from "../../src/http/body.js";

const oneMiB = 1024 * 1024;

function response(body: string | null, headers: Record<string, string> = {}): Response {
  return new Response(body, { headers });
}

/** As a browser shows an answer of another origin, Content-Encoding hidden. */
function crossOrigin(body: string, headers: Record<string, string> = {}): Response {
  return Object.defineProperty(response(body, headers), "type", { value: "cors" });
}

async function text(from: Response): Promise<string> {
  return new TextDecoder().decode(await readBody(from));
}

describe("a body is read whole", () => {
  it.each([
    ["by its length", response("é", { "content-length": "2" })],
    ["without one", response("é")],
    ["with a length that is no number", response("é", { "content-length": "two" })],
    ["with the length of its compressed form", response("é", { "content-length": "1", "content-encoding": "gzip" })],
    ["from another origin, whatever its length says", crossOrigin("é", { "content-length": "1" })],
  ])("%s", async (_, from) => {
    await expect(text(from)).resolves.toBe("é");
  });

  it("where there is none", async () => {
    await expect(text(response(null))).resolves.toBe("");
  });

  it("up to 1 MiB", async () => {
    const largest = "a".repeat(oneMiB);
    await expect(text(response(largest))).resolves.toHaveLength(oneMiB);
    await expect(text(response(largest, { "content-length": String(oneMiB) }))).resolves.toHaveLength(oneMiB);
  });
});

describe("a body is refused", () => {
  it.each([
    [
      "that says that it is larger",
      response("a", { "content-length": String(oneMiB + 1) }),
      "larger than 1048576 bytes",
    ],
    ["that is larger", response("a".repeat(oneMiB + 1)), "larger than 1048576 bytes"],
    ["that is shorter than it says", response("abc", { "content-length": "5" }), "3 of 5 bytes came"],
    ["that is longer than it says", response("abc", { "content-length": "2" }), "3 of 2 bytes came"],
  ])("%s", async (_, from, message) => {
    await expect(readBody(from)).rejects.toThrow(message);
  });
});
