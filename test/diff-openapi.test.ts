import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runNode } from "./run.js";
import { temporaryFolder } from "./temporary-folder.js";

/** Compares with a release that differed in this. */
function since(from: string | RegExp, to: string) {
  const released = join(temporaryFolder(), "released.yaml");
  const now = readFileSync("generated/openapi.yaml", "utf8");
  const then = now.replace(from, to);
  expect(then).not.toBe(now);
  writeFileSync(released, then);
  return runNode(["--import", "tsx", "scripts/diff-openapi.ts", "--released", released]);
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
  expect(stdout).toContain("1 change(s) since 0.1.0 ask for a patch bump");
  expect(exitCode).toBe(0);
});
