import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// Safe: our own manifest.
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const released = `## ${version} - 2024-10-10\n`;

/** Compares with a description that differed in this. */
function since(from: string | RegExp, to: string, changelog = released) {
  const folder = temporaryFolder("generated", "package.json");
  const now = readFileSync("generated/openapi.yaml", "utf8");
  const then = now.replace(from, to);
  expect(then).not.toBe(now);
  writeFileSync(join(folder, "released.yaml"), then);
  writeFileSync(join(folder, "CHANGELOG.md"), changelog);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return runTypeScript("scripts/diff-openapi.ts", ["--released", "released.yaml"], { cwd: folder });
}

it("a breaking change without a breaking version fails, with what to do", async () => {
  const { exitCode, stdout, stderr } = await since("^CEK[A-Z0-9]{7}$", "^CEK[A-Z0-9]{7,9}$");
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^major: .*pattern/m);
  expect(stdout).toContain(
    `1 change since ${version}. A minor bump is needed, and package.json has still ${version}: run npm version minor --no-git-tag-version.\n`,
  );
  expect(stderr).toBe(
    'diff:openapi: a breaking change needs a breaking version; run npm version minor --no-git-tag-version, and follow step 4 of CONTRIBUTING.md, "Add an operation"\n',
  );
});

it("a breaking change with one passes", async () => {
  const changelog = `## ${version} - Unreleased\n\n## 0.0.9 - 2024-10-10\n`;
  const { exitCode, stdout } = await since(/^ {2}version: .*\n([^]*)\^CEK/m, "  version: 0.0.9\n$1^C", changelog);
  expect(stdout).toContain(`2 changes since 0.0.9. A minor bump is needed, which package.json has: ${version}.`);
  expect(exitCode).toBe(0);
});

it("a new errorType is no breaking change, since its type is open", async () => {
  const { exitCode, stdout } = await since(/^( +)- RECORD_NOT_FOUND\n/m, "");
  expect(stdout).toMatch(/^minor: Enum of `ErrorType` gained values: 'RECORD_NOT_FOUND'\. The type is open\. \(/);
  expect(stdout).toContain("A minor bump is needed");
  expect(exitCode).toBe(0);
});

it("a change of words asks for a patch", async () => {
  const { exitCode, stdout } = await since("Customers of an account", "Customers of one account");
  expect(stdout).toContain(`1 change since ${version}. A patch bump is needed`);
  expect(exitCode).toBe(0);
});

it("nothing is asked of a version before the first release", async () => {
  const changelog = `## ${version} - Unreleased\n`;
  const { exitCode, stdout } = await since("^CEK[A-Z0-9]{7}$", "^CEK[A-Z0-9]{7,9}$", changelog);
  expect(stdout).toMatch(
    /\n1 change since the saved description\. No version is released yet, so no bump is needed\.\n$/,
  );
  expect(exitCode).toBe(0);
});

it("a comparison with another release than the last one is refused", async () => {
  const changelog = `## ${version} - Unreleased\n\n## 0.0.2 - 2024-10-11\n\n## 0.0.1 - 2024-10-10\n`;
  const { exitCode, stderr } = await since(/^ {2}version: .*/m, "  version: 0.0.1", changelog);
  expect(stderr).toBe(
    "diff:openapi: released.yaml is of 0.0.1, but the last release in CHANGELOG.md is 0.0.2; save that one: git show v0.0.2:generated/openapi.yaml > released.yaml\n",
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
