import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runNode } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const customerId = "components/parameters/CustomerId.yaml";

function generate(...args: string[]) {
  return runNode(["--import", "tsx", "scripts/generate.ts", ...args]);
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
}

describe("generate", () => {
  it("writes what is committed, byte for byte", async () => {
    const out = join(temporaryFolder(), "out");
    await expect(generate("--out", out)).resolves.toMatchObject({ exitCode: 0, stderr: "" });
    expect(contents(out)).toEqual(contents("generated"));
    for (const text of Object.values(contents(out))) expect(text.split("\n")[0]).toContain("Do not edit");
  });

  it("with --check writes nothing, and fails with the list of stale files", async () => {
    const folder = temporaryFolder("generated", "openapi");
    const out = join(folder, "generated");
    writeFileSync(join(out, "schema.ts"), "// stale\n");
    rmSync(join(out, "operations.ts"));
    const before = contents(out);
    const { exitCode, stderr } = await generate("--check", "--out", out);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `generate: stale, run npm run generate: ${join(out, "schema.ts")}, ${join(out, "operations.ts")}\n`,
    );
    expect(contents(out)).toEqual(before);
  });

  it.each<[slip: string, file: string, from: string | RegExp, to: string, error: RegExp]>([
    ["YAML that cannot be parsed", customerId, "name:", "name: a: b", /CustomerId\.yaml:1:\d+ .*Failed to parse/],
    [
      "a broken rule",
      customerId,
      "{14}$",
      "{14}",
      /CustomerId\.yaml:\d+:\d+ rule\/parameter-pattern-anchored: A parameter's pattern/,
    ],
    [
      "a reference that leads nowhere",
      "openapi.yaml",
      "paths/api",
      "paths/nope",
      /openapi\.yaml:\d+:\d+ no-unresolved-refs/,
    ],
    [
      "a description without a password flow",
      "components/securitySchemes/oauth2.yaml",
      "password:",
      "clientCredentials:",
      /^generate: src\/auth\/ needs an oauth2 scheme with a password flow/,
    ],
    ["a pattern that is no regular expression", customerId, "[A-Z0-9]", "[Z-A]", /CustomerId\.yaml:\d+:\d+ /],
  ])("gives one line with file and line for %s, and leaves what is there", async (_, file, from, to, error) => {
    const folder = temporaryFolder("generated", "openapi");
    edit(join(folder, "openapi", file), from, to);
    const before = contents(join(folder, "generated"));
    const { exitCode, stdout, stderr } = await generate(
      "--openapi",
      join(folder, "openapi"),
      "--out",
      join(folder, "generated"),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(error);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(contents(join(folder, "generated"))).toEqual(before);
  });

  it("tells a missing description and an unknown option in one line", async () => {
    await expect(generate("--openapi", "nowhere")).resolves.toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^generate: .*nowhere.*\n$/) as string,
    });
    await expect(generate("--chekc")).resolves.toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^generate: .*--chekc.*\n$/) as string,
    });
  });
});
