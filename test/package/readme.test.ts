import { readFileSync } from "node:fs";

import { codeBlocks, compile, runBlock } from "../support/code-blocks.js";

const blocks = codeBlocks("README.md");
const [use = "", handle = "", login = "", test = ""] = blocks;

// Some blocks wait for seconds, so all of them run at the same time.
it("compiles", async () => {
  expect(blocks).toHaveLength(4);
  await expect(compile(blocks)).resolves.toBe("");
});

it.concurrent("shows how the package is used", async () => {
  await expect(runBlock(use)).resolves.toMatchObject({ stdout: "Customer deleted successfully.\n", stderr: "" });
});

it.concurrent("shows how a consumer logs in", async () => {
  await expect(runBlock(login)).resolves.toMatchObject({ stdout: "deleted\n", stderr: "" });
});

it.concurrent("shows how a consumer tests", async () => {
  await expect(runBlock(test)).resolves.toMatchObject({ stdout: "0 customers left\n", stderr: "" });
});

describe("shows how each error is handled:", () => {
  const id = "KC0123456789ABCD";

  it.concurrent.each([
    ["none", [`${id}: deleted`, `${id}: there is no such customer`]],
    ["forbidden", [`${id}: refused: INVALID_ACCESS`, `${id}: refused: INVALID_ACCESS`]],
    ["refused", [`${id}: not known: no answer`, `${id}: not known: no answer`]],
    ["stalled", [`${id}: not known: no answer within 2000 ms`, `${id}: not known: no answer within 2000 ms`]],
    [
      "redirect",
      [`${id}: not known: HTTP 303 that cannot be trusted`, `${id}: not known: HTTP 303 that cannot be trusted`],
    ],
  ] as const)("%s", async (fault, lines) => {
    const { stdout, stderr } = await runBlock(handle, fault);
    expect({ lines: stdout.trim().split("\n"), stderr }).toEqual({
      lines: [...lines, "KC-1: not sent: customerId is malformed"],
      stderr: "",
    });
  });
});

it("names every script, and no other", () => {
  // Sound: the file is ours.
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const rows = Array.from(
    readFileSync("README.md", "utf8").matchAll(/^\| `npm (?:run )?([\w:]+)` /gm),
    ([, name]) => name,
  );
  const told = Object.keys(scripts).filter((name) => !["prepack", "format:check"].includes(name));
  expect(rows.sort()).toEqual(told.sort());
});
