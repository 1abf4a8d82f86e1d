import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// Safe: our own manifest.
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

interface Settings {
  changelog?: string;
  env?: NodeJS.ProcessEnv;
  args?: string[];
}

/**
 * Releases from a repository of its own, in which `npm` only writes down how it was called: the checks have tests of their
 * own, and nothing is packed.
 */
async function release({ changelog = `## ${version} - Unreleased\n`, env = {}, args = [] }: Settings = {}) {
  const folder = temporaryFolder("generated", "package.json", "README.md", "LICENSE");
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "openapi.yaml"), "");
  writeFileSync(join(folder, "CHANGELOG.md"), changelog);
  writeFileSync(join(folder, ".gitignore"), "commands\nnpm-calls\n.tmp\n");
  const git = (...options: string[]) => execFileSync("git", options, { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  const author = ["-c", "user.name=release", "-c", "user.email=release@example.invalid", "-c", "commit.gpgsign=false"];
  git(...author, "commit", "--quiet", "--message=All");

  const commands = join(folder, "commands");
  mkdirSync(commands);
  const calls = join(folder, "npm-calls");
  writeFileSync(calls, "");
  writeFileSync(join(commands, "npm"), `#!/bin/sh\necho "$@" >> "${calls}"\n`);
  chmodSync(join(commands, "npm"), 0o755);

  const ran = await runTypeScript("scripts/release.ts", args, {
    cwd: folder,
    env: {
      PATH: `${commands}${delimiter}${process.env["PATH"]}`,
      GITHUB_ACTIONS: "true",
      GITHUB_REF_NAME: `v${version}`,
      GITHUB_SERVER_URL: "https://github.invalid",
      GITHUB_REPOSITORY: "owner/name",
      ...env,
    },
  });
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  return { ...ran, npmCalls: read("npm-calls").trim().split("\n"), changelog: read("CHANGELOG.md"), read };
}

it("fills in the repository and the date, packs last, and publishes nothing itself", async () => {
  const { exitCode, npmCalls, changelog, read } = await release();
  expect(exitCode).toBe(0);
  expect(npmCalls.at(-1)).toBe("pack ./.tmp/package --ignore-scripts --pack-destination release");
  expect(npmCalls.join("\n")).not.toContain("publish");
  expect(npmCalls).toEqual(expect.arrayContaining(["run diff:openapi", "test", "run test:consumers"]));
  expect(changelog).toMatch(new RegExp(`^## ${version} - \\d{4}-\\d\\d-\\d\\d\n$`));
  const packed: unknown = JSON.parse(read(".tmp/package/package.json"));
  expect(packed).not.toHaveProperty("scripts");
  expect(packed).toMatchObject({
    repository: { type: "git", url: "git+https://github.invalid/owner/name.git" },
    homepage: "https://github.invalid/owner/name#readme",
    bugs: { url: "https://github.invalid/owner/name/issues" },
  });
});

it("keeps the date of a section that has one", async () => {
  const dated = `## ${version} - 2024-10-10\n`;
  const { exitCode, changelog } = await release({ changelog: dated });
  expect({ exitCode, changelog }).toEqual({ exitCode: 0, changelog: dated });
});

it("packs, publishes and changes nothing in a dry run", async () => {
  const { exitCode, npmCalls, changelog } = await release({ args: ["--dry-run"], env: { GITHUB_ACTIONS: undefined } });
  expect({ exitCode, last: npmCalls.at(-1) }).toEqual({
    exitCode: 0,
    last: "pack ./.tmp/package --ignore-scripts --dry-run",
  });
  expect(changelog).toContain("Unreleased");
});

it.each([
  ["outside GitHub Actions", { env: { GITHUB_ACTIONS: undefined } }, "Running on GitHub Actions: no, "],
  ["from another tag", { env: { GITHUB_REF_NAME: "v9.9.9" } }, `The tag is v${version}: no, it is v9.9.9`],
  [
    "without a repository",
    { env: { GITHUB_REPOSITORY: undefined } },
    "The repository is known: no, set GITHUB_SERVER_URL and GITHUB_REPOSITORY",
  ],
  [
    "without a section in the changelog",
    { changelog: "## 0.0.1 - 2024-10-10\n" },
    `The newest section of CHANGELOG.md is ${version}: no, write it`,
  ],
  [
    "with an earlier section without a date",
    { changelog: `## ${version} - Unreleased\n\n## 0.0.1 - Unreleased\n` },
    "Earlier sections have a date: no, 0.0.1 has none; write it",
  ],
])("refuses to run %s", async (_, settings, message) => {
  const { exitCode, stderr, npmCalls } = await release(settings);
  expect(stderr).toMatch(/^release: .*\n$/);
  expect(stderr).toContain(message);
  expect({ exitCode, npmCalls }).toEqual({ exitCode: 1, npmCalls: [""] });
});
