// Compares the description with the last released one, and checks the version of package.json against the changes.
import { readFileSync } from "node:fs";

import { parse as parseYaml } from "yaml";

import { changelogSections } from "./shared/changelog.js";
import { runCommand } from "./shared/command.js";
import { redocly } from "./shared/redocly.js";

/** The highest first. */
const bumps = ["major", "minor", "patch"] as const;
type Bump = (typeof bumps)[number];

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
  const changes = await changesSince(file);
  for (const { impact, text, path } of changes) console.log(`${impact}: ${text} (${path})`);
  const number = `${changes.length} change${changes.length === 1 ? "" : "s"}`;
  if (!isReleased()) {
    console.log(`${number} since the saved description. No version is released yet, so no bump is needed.`);
    return;
  }
  const needed = bumps.find((bump) => changes.some(({ impact }) => impact === bump));
  const made = bumpBetween(info.version, version);
  console.log(`${number} since ${info.version}. ${advice(needed, made, info.version, version)}`);
  const mayBreak = made === "major" || (made === "minor" && info.version.startsWith("0."));
  if (needed === "major" && !mayBreak) {
    const bump = info.version.startsWith("0.") ? "minor" : "major";
    throw new Error(
      `a breaking change needs a breaking version; run npm version ${bump} --no-git-tag-version, and follow step 4 of CONTRIBUTING.md, "Add an operation"`,
    );
  }
}

function advice(needed: Bump | undefined, made: Bump | undefined, from: string, to: string): string {
  if (needed === undefined) return "No bump is needed.";
  // Below 1.0.0 a minor version may break.
  const least = needed === "major" && from.startsWith("0.") ? "minor" : needed;
  const enough = made !== undefined && bumps.indexOf(made) <= bumps.indexOf(least);
  return enough
    ? `A ${least} bump is needed, which package.json has: ${to}.`
    : `A ${least} bump is needed, and package.json has ${made === undefined ? `still ${to}` : `a ${made} bump to ${to}`}: run npm version ${least} --no-git-tag-version.`;
}

interface Change {
  impact: Bump;
  text: string;
  path: string;
}

async function changesSince(released: string): Promise<Change[]> {
  const args = ["diff", released, "generated/openapi.yaml", "--format=json", "--fail-on=none"];
  const { exitCode, stdout, stderr } = await redocly(...args);
  if (exitCode !== 0) throw new Error(`redocly could not compare ${released} with generated/openapi.yaml: ${stderr}`);
  // Safe: redocly's JSON format of this pinned version.
  const { changes } = JSON.parse(stdout) as { changes: RedoclyChange[] };
  return changes.map(({ impact, kind, property = "", path, verdicts }) => {
    const text = verdicts.map(({ message }) => message).join(" ") || `${kind} ${property}`.trim();
    // `errorType` is typed open, so that no consumer's code stops compiling.
    const isOpen = verdicts.length > 0 && verdicts.every(isNewErrorType);
    return isOpen ? { impact: "minor", text: `${text} The type is open.`, path } : { impact, text, path };
  });
}

interface RedoclyChange {
  impact: Bump;
  kind: string;
  property?: string;
  path: string;
  verdicts: Verdict[];
}

interface Verdict {
  ruleId: string;
  message: string;
  location: { pointer: string };
}

function isNewErrorType({ ruleId, location }: Verdict): boolean {
  return ruleId === "enum-values-added" && location.pointer === "#/components/schemas/ErrorType/enum";
}

function isReleased(): boolean {
  return changelogSections().some(({ date }) => date !== "Unreleased");
}

/** Fails if the saved description is not the last release: an older one would report its changes again. */
function assertLastReleased(file: string, released: string, version: string): void {
  const versions = changelogSections().map((section) => section.version);
  const last = versions[versions.indexOf(version) + 1];
  if (last === undefined || released === last || released === version) return;
  throw new Error(
    `${file} is of ${released}, but the last release in CHANGELOG.md is ${last}; save that one: git show v${last}:generated/openapi.yaml > ${file}`,
  );
}

function bumpBetween(from: string, to: string): Bump | undefined {
  const [before, after] = [from, to].map((version) => version.split(".").map(Number)) as [number[], number[]]; // Safe: two of two.
  const index = after.findIndex((number, index) => number !== before[index]);
  return index !== -1 && (after[index] ?? 0) > (before[index] ?? 0) ? bumps[index] : undefined;
}
