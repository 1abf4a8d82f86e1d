// Runs every check and publishes the package with provenance, which npm signs on GitHub Actions only:
// .github/workflows/release.yml runs this command there.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { runCommand } from "./shared/command.js";

await runCommand(
  {
    name: "release",
    summary: "Runs every check and publishes the package with provenance, on GitHub Actions only.",
    options: {
      "dry-run": {
        type: "boolean",
        default: false,
        description: "run the checks and list the files of the package; publish nothing (works on any machine)",
      },
    },
  },
  (values) => {
    release(values["dry-run"]);
  },
);

function release(dryRun: boolean): void {
  // Sound: our own manifest.
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };

  const { GITHUB_ACTIONS, GITHUB_REF_NAME, GITHUB_REPOSITORY, GITHUB_SERVER_URL } = process.env;
  if (!dryRun) {
    check("Running on GitHub Actions", GITHUB_ACTIONS === "true", "publish a GitHub release, or use --dry-run here");
    check(`The tag is v${version}`, GITHUB_REF_NAME === `v${version}`, `it is ${GITHUB_REF_NAME}`);
  }
  const changes = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });
  check("Everything is committed", changes === "", "commit or stash first");
  const described = /^ {2}version: (.+)$/m.exec(readFileSync("generated/openapi.yaml", "utf8"))?.[1];
  check(
    `The description is of version ${version}`,
    described === version,
    `it is of ${described}; edit openapi/openapi.yaml`,
  );
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  check(`CHANGELOG.md has a section ${version}`, changelog.includes(`\n## ${version}\n`), "write it");

  run("Breaking changes of the description need a breaking version", "npm", "run", "diff:openapi");
  run("Tests", "npm", "test");
  run("Install the other runtimes", "npm", "ci", "--prefix", "test/runtimes/packages");
  for (const suite of ["runtimes", "browser", "consumers", "site"])
    run(`Test suite ${suite}`, "npm", "run", `test:${suite}`);
  run("Request samples", "npm", "run", "samples:check");
  run("Contents of the package", "npm", "pack", "--dry-run");
  if (dryRun) {
    console.log(`\nDry run: nothing was published. A release would publish ${name}@${version} with provenance.`);
  } else {
    // npm requires it for provenance, and resolves the README's relative links against it.
    const repository = `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`;
    run("Set the repository", "npm", "pkg", "set", "repository.type=git", `repository.url=${repository}`);
    run("Publish", "npm", "publish", "--provenance", "--access", "public");
  }
}

function run(title: string, command: string, ...args: string[]): void {
  console.log(`\n${title}: ${command} ${args.join(" ")}`);
  execFileSync(command, args, { stdio: "inherit" });
}

function check(title: string, holds: boolean, advice: string): void {
  if (!holds) throw new Error(`${title}: no, ${advice}`);
  console.log(`${title}: yes`);
}
