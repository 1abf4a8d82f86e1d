import { readFileSync } from "node:fs";

import { documented } from "../support/documented.js";
import * as enkash from "../../src/index.js";
import { codeBlocks, compile, runBlock } from "../support/code-blocks.js";

describe.each(["docs/index.md", "docs/guide.md"])("%s", (file) => {
  const markdown = readFileSync(file, "utf8");
  const blocks = codeBlocks(file);
  const outputs = Array.from(markdown.matchAll(/^```ts\n[^]*?^```\n\n```text\n([^]*?)^```$/gm), ([, output]) => output);

  it("shows what each block of code prints, and has no other block", () => {
    expect(blocks.length).toBeGreaterThan(0);
    expect(outputs).toHaveLength(blocks.length);
    expect(markdown.match(/^```\w+$/gm)).toHaveLength(2 * blocks.length);
  });

  it("compiles", async () => {
    await expect(compile(blocks)).resolves.toBe("");
  });

  it("prints what it says", async () => {
    const ran = await Promise.all(blocks.map((block) => runBlock(block)));
    expect(ran.map(({ stdout }) => stdout)).toEqual(outputs);
    expect(ran.map(({ stderr }) => stderr)).toEqual(outputs.map(() => ""));
  });
});

describe("the guide's table", () => {
  const rows = Array.from(
    readFileSync("docs/guide.md", "utf8").matchAll(/^\| `(\w+)` +\| ([^|]*?) +\|/gm),
    ([, name = "", next = ""]) => ({
      name,
      next,
    }),
  );

  it("of error types is the description's own, each with the status of its example", () => {
    const rowsOfExamples = Object.entries(documented)
      .filter(([status]) => status !== "200")
      .flatMap(([status, bodies]) =>
        Object.values(bodies).map(({ errorResponse }) => ({ name: errorResponse?.errorType ?? "none", next: status })),
      );
    const named = rows.filter(({ name }) => /^[A-Z_]+$/.test(name));
    expect(named).toEqual(rowsOfExamples.sort((one, other) => one.name.localeCompare(other.name)));
    expect(named.map(({ name }) => name)).toEqual([...enkash.errorTypes]);
  });

  it("of error classes names each class, and no other", () => {
    const classes = Object.keys(enkash).filter((name) => /^Enkash.+Error$/.test(name));
    const named = rows.map(({ name }) => name).filter((name) => name.startsWith("Enkash"));
    expect(named.sort()).toEqual(classes.sort());
  });
});
