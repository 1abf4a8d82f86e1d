import { readdirSync, readFileSync } from "node:fs";

import * as auth from "../../src/auth/index.js";
import * as enkash from "../../src/index.js";
import { codeBlocks, compile, runBlock } from "../support/code-blocks.js";

const readme = readFileSync("README.md", "utf8");
const blocks = codeBlocks("README.md");
const [first = "", second = ""] = blocks;

it("compiles", async () => {
  expect(blocks).toHaveLength(2);
  await expect(compile(blocks)).resolves.toBe("");
});

it("has at most 160 lines", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(160);
});

it("leads to every topic", () => {
  const topics = readdirSync("docs").filter((name) => name.endsWith(".md") && name !== "index.md");
  expect(topics.filter((name) => !readme.includes(`](docs/${name})`))).toEqual([]);
});

it.concurrent("shows the first call", async () => {
  await expect(runBlock(first)).resolves.toMatchObject({ stdout: "Customer deleted successfully.\n", stderr: "" });
});

it.concurrent("shows the same call through openapi-fetch, and how it tells a failure", async () => {
  await expect(runBlock(second)).resolves.toMatchObject({ stdout: "Customer deleted successfully.\n", stderr: "" });
  const { stdout, stderr } = await runBlock(second, { fault: "forbidden" });
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^refused .+\n$/) as string, stderr: "" });
});

it("names every error class, and no other", () => {
  const classes = Object.keys({ ...enkash, ...auth }).filter((name) => /^Enkash.+Error$/.test(name));
  const named = Array.from(readme.matchAll(/^\| \[`(Enkash\w+)`\]/gm), ([, name = ""]) => name);
  expect(named.sort()).toEqual(classes.sort());
});

it("installs the tarball that npm packs", () => {
  // Safe: our own manifest.
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };
  expect(readme).toContain(`/${name}-${version}.tgz\n`);
});
