import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { LintReport } from "../../scripts/shared/lint-description.js";
import { runNode } from "../support/run.js";
import { writeGrownDescription } from "../support/grown-description.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { slips, slipsInBodies, supported } from "./lint/slips.js";

// One run of Redocly lints a copy of the description for each row: fifty copies take it little longer than one.
const folder = temporaryFolder("redocly.yaml", "scripts/lint", "src/index.ts");
const roots: string[] = [];
const reports = new Map<string, LintReport>();

function copyOfDescription(isGrown = false): { root: string; path: (file: string) => string } {
  const copy = `copy-${roots.length}`;
  if (isGrown) writeGrownDescription(join(folder, copy));
  else cpSync("openapi", join(folder, copy), { recursive: true });
  const root = `${copy}/openapi.yaml`;
  roots.push(root);
  return { root, path: (file) => join(folder, copy, file) };
}

const unchanged = [copyOfDescription(), copyOfDescription(true)];
const forgotten = copyOfDescription();
writeFileSync(forgotten.path("paths/forgotten.yaml"), readFileSync("openapi/paths/api_v0_customer_{customerId}.yaml"));
const refused = [
  ...slips.map(([slip, file, from, to, rule]) => [slip, rule, edited(file, from, to)] as const),
  ...slipsInBodies.map(([slip, file, from, to, rule]) => [slip, rule, edited(file, from, to, true)] as const),
];
const accepted = supported.map(([edit, ...change]) => [edit, edited(...change)] as const);

function edited(file: string, from: string | RegExp, to: string, isGrown = false): string {
  const { root, path } = copyOfDescription(isGrown);
  const text = readFileSync(path(file), "utf8");
  writeFileSync(path(file), text.replace(from, to));
  expect(readFileSync(path(file), "utf8")).not.toBe(text);
  return root;
}

beforeAll(async () => {
  const redocly = resolve("node_modules/@redocly/cli/bin/cli.js");
  const { stdout } = await runNode([redocly, "lint", "--format=json", ...roots], { cwd: folder });
  // It prints one JSON object for each root, in the order of the roots.
  const objects = stdout.match(/\{\n[^]*?^\}/gm) ?? [];
  // Safe: redocly's documented format.
  roots.forEach((root, index) => reports.set(root, JSON.parse(objects[index] ?? "") as LintReport));
});

/** The rules that a copy breaks, each reported with a file and a line. */
function rulesBroken(root: string): string[] {
  return (reports.get(root)?.problems ?? []).map(({ ruleId, location: [place] }) => {
    expect(place?.start?.line).toBeGreaterThan(0);
    return ruleId;
  });
}

it("the description breaks no rule, and the grown one neither", () => {
  for (const { root } of unchanged) expect(reports.get(root)?.problems).toEqual([]);
});

describe("lint refuses", () => {
  it.each(refused)("%s", (_, rule, root) => {
    expect(rulesBroken(root)).toContain(rule);
  });

  it("a file that nothing leads to", () => {
    expect(rulesBroken(forgotten.root)).toEqual(["enkash/every-file-used"]);
  });
});

describe("lint accepts", () => {
  it.each(accepted)("%s", (_, root) => {
    expect(reports.get(root)?.problems).toEqual([]);
  });
});

it("usage reports to Redocly are off", () => {
  expect(readFileSync("redocly.yaml", "utf8")).toMatch(/^telemetry: "off"$/m);
});
