// npm run diff:openapi [-- --released FILE]: compares the description with the last released one, says which bump of the
// version it asks for, and fails on a breaking change without a breaking version.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { parse } from "yaml";

import { redocly } from "./shared/redocly.js";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { released: { type: "string", default: "api/released-openapi.yaml" } } });

  // Sound: a description that was linted before it was released, and our own manifest.
  const { info } = parse(readFileSync(values.released, "utf8")) as { info: { version: string } };
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

  assertLastReleased(values.released, info.version, version);
  const { bump = "none", changes } = await diff(values.released);
  for (const { impact, kind, property, path, verdicts } of changes) {
    const why = verdicts.map(({ message }) => message).join(" ");
    console.log(`${impact}: ${why || `${kind} ${property ?? ""}`.trim()} (${path})`);
  }
  const taken = bumpBetween(info.version, version);
  console.log(
    `${changes.length} change(s) since ${info.version} ask for ${bump === "none" ? "no" : `a ${bump}`} bump; package.json has ${version}, ${taken === "none" ? "no" : `a ${taken}`} bump.`,
  );
  const mayBreak = taken === "major" || (taken === "minor" && info.version.startsWith("0."));
  if (bump === "major" && !mayBreak) {
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

async function diff(released: string): Promise<{ bump?: string; changes: Change[] }> {
  const args = ["diff", released, "generated/openapi.yaml", "--format=json", "--fail-on=none"];
  const { exitCode, stdout, stderr } = await redocly(...args);
  if (exitCode !== 0) throw new Error(`redocly could not compare ${released} with generated/openapi.yaml: ${stderr}`);
  // Sound: redocly's JSON format of this pinned version.
  return JSON.parse(stdout) as { bump?: string; changes: Change[] };
}

/** Against an older release, a bump that was taken since would be taken for this one's. */
function assertLastReleased(file: string, released: string, version: string): void {
  const told = Array.from(readFileSync("CHANGELOG.md", "utf8").matchAll(/^## (\d+\.\d+\.\d+)$/gm), ([, told]) => told);
  const last = told[told.indexOf(version) + 1];
  if (last === undefined || released === last || released === version) return;
  throw new Error(
    `${file} is of ${released}, but CHANGELOG.md tells of ${last}: git show v${last}:generated/openapi.yaml > ${file}`,
  );
}

function bumpBetween(from: string, to: string): "major" | "minor" | "patch" | "none" {
  const [major = 0, minor = 0, patch = 0] = from.split(".").map(Number);
  const [toMajor = 0, toMinor = 0, toPatch = 0] = to.split(".").map(Number);
  if (toMajor > major) return "major";
  if (toMajor === major && toMinor > minor) return "minor";
  return toMajor === major && toMinor === minor && toPatch > patch ? "patch" : "none";
}

main().catch((error: unknown) => {
  // The YAML library shows the place in further lines.
  console.error(`diff:openapi: ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}`);
  process.exitCode = 1;
});
