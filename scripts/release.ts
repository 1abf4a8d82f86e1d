// npm run release [-- --dry-run]: every check, and then the publication, with provenance, which npm signs on GitHub alone:
// .github/workflows/release.yml runs it there. With --dry-run it runs anywhere, shows what would be published, and
// publishes nothing.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

function run(title: string, command: string, ...args: string[]): void {
  console.log(`\n${title}: ${command} ${args.join(" ")}`);
  execFileSync(command, args, { stdio: "inherit" });
}

function check(title: string, holds: boolean, todo: string): void {
  if (!holds) throw new Error(`${title}: ${todo}`);
  console.log(`${title}: yes`);
}

try {
  const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
  // Sound: our own manifest.
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };

  const { GITHUB_ACTIONS, GITHUB_REF_NAME, GITHUB_REPOSITORY, GITHUB_SERVER_URL } = process.env;
  if (!values["dry-run"]) {
    check("This is GitHub", GITHUB_ACTIONS === "true", "publish a release there; here, there is --dry-run");
    check(`The release is of the tag v${version}`, GITHUB_REF_NAME === `v${version}`, `it is of ${GITHUB_REF_NAME}`);
  }
  const changes = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });
  check("Everything is committed", changes === "", "commit or stash first");
  const described = /^ {2}version: (.+)$/m.exec(readFileSync("generated/openapi.yaml", "utf8"))?.[1];
  check(
    `The description has the version ${version} too`,
    described === version,
    `it has ${described}; edit openapi/openapi.yaml`,
  );
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  check(`CHANGELOG.md tells of ${version}`, changelog.includes(`\n## ${version}\n`), "write its section");

  run("The description breaks nothing that the version does not say", "npm", "run", "diff:openapi");
  run("All tests", "npm", "test");
  run("The other runtimes, for their suite", "npm", "ci", "--prefix", "test/runtimes/packages");
  for (const suite of ["runtimes", "browser", "consumers", "site"]) run(`The ${suite}`, "npm", "run", `test:${suite}`);
  run("The request samples", "npm", "run", "samples:check");
  run("What is published", "npm", "pack", "--dry-run");
  if (values["dry-run"]) {
    console.log(`\nDry run: nothing was published. Without --dry-run, ${name}@${version} would be, with provenance.`);
  } else {
    // Provenance is bound to it; and npm's page takes the README's links from there.
    const repository = `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`;
    run("Say where it comes from", "npm", "pkg", "set", "repository.type=git", `repository.url=${repository}`);
    run("Publish", "npm", "publish", "--provenance", "--access", "public");
  }
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
