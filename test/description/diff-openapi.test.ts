import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// Safe: our own manifest.
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** Compares with a release that differed in this. Without another changelog, there was none before this version. */
function since(from: string | RegExp, to: string, changelog = `## ${version} - Unreleased\n`) {
  const folder = temporaryFolder("generated", "package.json");
  const now = readFileSync("generated/openapi.yaml", "utf8");
  const then = now.replace(from, to);
  expect(then).not.toBe(now);
  writeFileSync(join(folder, "released.yaml"), then);
  writeFileSync(join(folder, "CHANGELOG.md"), changelog);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return runTypeScript("scripts/diff-openapi.ts", ["--released", "released.yaml"], { cwd: folder });
}

it("a breaking change without a breaking version fails", async () => {
  const { exitCode, stdout, stderr } = await since("^CEK[A-Z0-9]{7}$", "^CEK[A-Z0-9]{7,9}$");
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^major: .*pattern/m);
  expect(stderr).toBe("diff:openapi: a breaking change needs a breaking version (below 1.0.0, a minor one)\n");
});

it("a breaking change with one passes", async () => {
  const { exitCode, stdout } = await since(/^ {2}version: .*\n([^]*)\^CEK/m, "  version: 0.0.9\n$1^C");
  expect(stdout).toContain("ask for a major bump");
  expect(exitCode).toBe(0);
});

it("a change of words asks for a patch", async () => {
  const { exitCode, stdout } = await since("Customers of an account", "Customers of one account");
  expect(stdout).toContain(`1 change(s) since ${version} ask for a patch bump`);
  expect(exitCode).toBe(0);
});

it("a comparison with another release than the last one is refused", async () => {
  const changelog = `## ${version} - Unreleased\n\n## 0.0.2 - 2024-10-11\n\n## 0.0.1 - 2024-10-10\n`;
  const { exitCode, stderr } = await since(/^ {2}version: .*/m, "  version: 0.0.1", changelog);
  expect(stderr).toBe(
    "diff:openapi: released.yaml is of 0.0.1, but the last release in CHANGELOG.md is 0.0.2: git show v0.0.2:generated/openapi.yaml > released.yaml\n",
  );
  expect(exitCode).toBe(1);
});

it("a heading of the changelog without a date is refused", async () => {
  const { exitCode, stderr } = await since("Customers of an account", "Customers of one account", "## 0.0.2\n");
  expect(stderr).toBe(
    'diff:openapi: CHANGELOG.md: a heading must be "## <version> - <yyyy-mm-dd or Unreleased>"; got "## 0.0.2"\n',
  );
  expect(exitCode).toBe(1);
});

it.each([
  ["no YAML", "paths: ["],
  ["no description", "paths: 5"],
])("a description that cannot be compared is reported in one line: %s", async (_, paths) => {
  const { exitCode, stderr } = await since(/^paths:$/m, paths);
  expect(stderr).toMatch(/^diff:openapi: .*\n$/);
  expect(exitCode).toBe(1);
});
