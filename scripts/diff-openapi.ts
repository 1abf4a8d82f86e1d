// npm run diff:openapi [-- --released FILE]: compares the description with the last released one, says which bump of the
// version it asks for, and fails on a breaking change without a breaking version.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { parse } from "yaml";

function main(): void {
  const { values } = parseArgs({ options: { released: { type: "string", default: "api/released-openapi.yaml" } } });

  // Sound: a description that was linted before it was released, and our own manifest.
  const { info } = parse(readFileSync(values.released, "utf8")) as { info: { version: string } };
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

  const { bump = "none", changes } = diff(values.released);
  for (const { impact, kind, property, path, verdicts } of changes) {
    const why = verdicts.map(({ message }) => message).join(" ");
    console.log(`${impact}: ${why || `${kind} ${property ?? ""}`.trim()} (${path})`);
  }
  const taken = bumpBetween(info.version, version);
  console.log(
    `${changes.length} change(s) since ${info.version} ask for ${bump === "none" ? "no" : `a ${bump}`} bump; package.json has ${version}, ${taken === "none" ? "no" : `a ${taken}`} bump.`,
  );
  if (bump === "major" && taken !== "major") {
    console.error("diff:openapi: a breaking change needs a breaking version (below 1.0.0, a minor one)");
    process.exitCode = 1;
  }
}

interface Change {
  impact: string;
  kind: string;
  property?: string;
  path: string;
  verdicts: { message: string }[];
}

function diff(released: string): { bump?: string; changes: Change[] } {
  const redocly = "node_modules/@redocly/cli/bin/cli.js";
  const args = [redocly, "diff", released, "generated/openapi.yaml", "--format=json", "--fail-on=none"];
  // Sound: redocly's JSON format of this pinned version.
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  ) as { bump?: string; changes: Change[] };
}

/** By semantic versioning; below 1.0.0 a minor version may break. */
function bumpBetween(from: string, to: string): "major" | "minor" | "patch" | "none" {
  const [major = 0, minor = 0, patch = 0] = from.split(".").map(Number);
  const [toMajor = 0, toMinor = 0, toPatch = 0] = to.split(".").map(Number);
  if (toMajor > major) return "major";
  if (toMajor === major && toMinor > minor) return major === 0 ? "major" : "minor";
  return toMajor === major && toMinor === minor && toPatch > patch ? "patch" : "none";
}

try {
  main();
} catch (error) {
  console.error(`diff:openapi: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
