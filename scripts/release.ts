// Runs every check and packs the package for .github/workflows/release.yml, which runs this command. Another job of that
// workflow publishes the tarball, so that nothing that runs here, such as a dependency, can publish.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

import { changelogSections } from "./shared/changelog.js";
import { runCommand } from "./shared/command.js";
import { packPackage } from "./shared/pack-package.js";

/** Where the tarball is left. */
const folder = "release";

await runCommand(
  {
    name: "release",
    summary: `Runs every check and packs the package into ${folder}/, on GitHub Actions only.
.github/workflows/release.yml publishes it from there, with provenance.`,
    options: {
      "dry-run": {
        type: "boolean",
        default: false,
        description: "run the checks and list the files of the package; leave nothing (works on any machine)",
      },
    },
  },
  (values) => {
    release(values["dry-run"]);
  },
);

function release(dryRun: boolean): void {
  // Safe: our own manifest.
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };

  const { GITHUB_ACTIONS, GITHUB_REF_NAME } = process.env;
  if (!dryRun) {
    check("Running on GitHub Actions", GITHUB_ACTIONS === "true", "publish a GitHub release, or use --dry-run here");
    check(`The tag is v${version}`, GITHUB_REF_NAME === `v${version}`, `it is ${GITHUB_REF_NAME}`);
    check("The repository is known", repositoryUrl() !== undefined, "set GITHUB_SERVER_URL and GITHUB_REPOSITORY");
  }
  const changes = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });
  check("Everything is committed", changes === "", "commit or stash first");
  const described = /^ {2}version: (.+)$/m.exec(readFileSync("generated/openapi.yaml", "utf8"))?.[1];
  check(
    `The description is of version ${version}`,
    described === version,
    `it is of ${described}; edit openapi/openapi.yaml`,
  );
  const [newest, ...earlier] = changelogSections();
  check(`The newest section of CHANGELOG.md is ${version}`, newest?.version === version, "write it");
  const undated = earlier.find(({ date }) => date === "Unreleased");
  check("Earlier sections have a date", undated === undefined, `${undated?.version} has none; write it`);

  run("Breaking changes of the description need a breaking version", "npm", "run", "diff:openapi");
  run("Lint", "npm", "run", "lint");
  run("Tests", "npm", "test");
  run("Install the other runtimes", "npm", "ci", "--prefix", "test/runtimes/packages");
  for (const suite of ["runtimes", "node", "browser", "consumers", "site", "bulk", "grown"])
    run(`Test suite ${suite}`, "npm", "run", `test:${suite}`);
  run("Request samples", "npm", "run", "samples:check", ...(dryRun ? [] : ["--", "--install"]));
  run("Build", "npm", "run", "build");
  if (dryRun) {
    console.log("\nContents of the package");
    packPackage("--dry-run");
    console.log(
      `\nDry run: nothing was packed or published. A release would publish ${name}@${version} with provenance.`,
    );
  } else {
    fillInRepository();
    fillInDate();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    packPackage("--pack-destination", folder);
  }
}

/** Replaces the placeholders of package.json. npm requires the repository for provenance, and shows all three links. */
function fillInRepository(): void {
  const placeholder = "https://repository.invalid/enkash-customer-client";
  const manifest = readFileSync("package.json", "utf8");
  writeFileSync(
    "package.json",
    manifest.replaceAll(placeholder, () => repositoryUrl() ?? placeholder),
  );
  const isFilledIn = !readFileSync("package.json", "utf8").includes("repository.invalid");
  check(
    "package.json has no placeholder",
    isFilledIn,
    `a link with repository.invalid does not begin with ${placeholder}`,
  );
}

function repositoryUrl(): string | undefined {
  const { GITHUB_REPOSITORY, GITHUB_SERVER_URL } = process.env;
  const isKnown = GITHUB_SERVER_URL !== undefined && GITHUB_REPOSITORY !== undefined;
  return isKnown ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : undefined;
}

function fillInDate(): void {
  const today = new Date().toISOString().slice(0, "yyyy-mm-dd".length);
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  writeFileSync("CHANGELOG.md", changelog.replace(/^(## .*) - Unreleased$/m, `$1 - ${today}`));
}

function run(title: string, command: string, ...args: string[]): void {
  console.log(`\n${title}: ${command} ${args.join(" ")}`);
  execFileSync(command, args, { stdio: "inherit" });
}

function check(title: string, holds: boolean, advice: string): void {
  if (!holds) throw new Error(`${title}: no, ${advice}`);
  console.log(`${title}: yes`);
}
