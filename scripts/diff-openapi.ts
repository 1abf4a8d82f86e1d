// Compares the description with the last released one, and checks the version of package.json against the changes.
import { readFileSync } from "node:fs";

import { parse as parseYaml } from "yaml";

import { changelogSections } from "./shared/changelog.js";
import { runCommand } from "./shared/command.js";
import { redocly } from "./shared/redocly.js";

await runCommand(
  {
    name: "diff:openapi",
    summary: `Compares generated/openapi.yaml with the last released description, prints the changes and the version bump that
they need, and fails if there is a breaking change without a breaking version.`,
    options: {
      released: {
        type: "string",
        value: "FILE",
        default: "api/released-openapi.yaml",
        description: "the last released description",
      },
    },
  },
  ({ released }) => compareWith(released),
);

async function compareWith(file: string): Promise<void> {
  // Safe: a description that was linted before it was released, and our own manifest.
  const { info } = parseYaml(readFileSync(file, "utf8")) as { info: { version: string } };
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

  assertLastReleased(file, info.version, version);
  const { bump = "none", changes } = await diff(file);
  for (const { impact, kind, property, path, verdicts } of changes) {
    const verdict = verdicts.map(({ message }) => message).join(" ");
    console.log(`${impact}: ${verdict || `${kind} ${property ?? ""}`.trim()} (${path})`);
  }
  const made = bumpBetween(info.version, version);
  console.log(
    `${changes.length} change(s) since ${info.version} ask for ${bump === "none" ? "no" : `a ${bump}`} bump; package.json has ${version}, ${made === "none" ? "no" : `a ${made}`} bump.`,
  );
  const mayBreak = made === "major" || (made === "minor" && info.version.startsWith("0."));
  if (bump === "major" && !mayBreak) {
    throw new Error("a breaking change needs a breaking version (below 1.0.0, a minor one)");
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
  // Safe: redocly's JSON format of this pinned version.
  return JSON.parse(stdout) as { bump?: string; changes: Change[] };
}

/** Fails if the saved description is not the last release: an older one would report its changes again. */
function assertLastReleased(file: string, released: string, version: string): void {
  const versions = changelogSections().map((section) => section.version);
  const last = versions[versions.indexOf(version) + 1];
  if (last === undefined || released === last || released === version) return;
  throw new Error(
    `${file} is of ${released}, but the last release in CHANGELOG.md is ${last}: git show v${last}:generated/openapi.yaml > ${file}`,
  );
}

function bumpBetween(from: string, to: string): "major" | "minor" | "patch" | "none" {
  const [major = 0, minor = 0, patch = 0] = from.split(".").map(Number);
  const [toMajor = 0, toMinor = 0, toPatch = 0] = to.split(".").map(Number);
  if (toMajor > major) return "major";
  if (toMajor === major && toMinor > minor) return "minor";
  return toMajor === major && toMinor === minor && toPatch > patch ? "patch" : "none";
}
