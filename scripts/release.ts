// npm run release [-- --dry-run]: every check, and then the publication, with provenance. With --dry-run it shows what would be
// published, and publishes nothing.
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
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
  run("What is published", "npm", "pack", "--dry-run");
  if (values["dry-run"]) {
    console.log(`\nDry run: nothing was published. Without --dry-run, ${name}@${version} would be, with provenance.`);
  } else {
    run("Publish", "npm", "publish", "--provenance", "--access", "public");
    copyFileSync("generated/openapi.yaml", "api/released-openapi.yaml");
    console.log(`\nPublished. Commit api/released-openapi.yaml, which the next release is compared with.`);
  }
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
