import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

import type { LintReport } from "../../scripts/shared/lint-description.js";
import { runNode } from "../support/run.js";
import { writeGrownDescription } from "../support/grown-description.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { slips, slipsInBodies, supported, type Edit, type Slip } from "./lint/slips.js";

// One run of Redocly lints copies of the description: fifty take it little longer than one. A copy has several edits, each of
// another part and reported in another one, so that none hides another.
const folder = temporaryFolder("redocly.yaml", "scripts/lint", "src/index.ts");
const roots: string[] = [];
const reports = new Map<string, LintReport>();

interface Copy {
  root: string;
  path: (file: string) => string;
  takenParts: string[];
}

function copyOfDescription(isGrown = false): Copy {
  const copy = `copy-${roots.length}`;
  if (isGrown) writeGrownDescription(join(folder, copy));
  else cpSync("openapi", join(folder, copy), { recursive: true });
  const root = `${copy}/openapi.yaml`;
  roots.push(root);
  return { root, path: (file) => join(folder, copy, file), takenParts: [] };
}

const unchanged = [copyOfDescription(), copyOfDescription(true)];
const forgotten = copyOfDescription();
writeFileSync(forgotten.path("paths/forgotten.yaml"), readFileSync("openapi/paths/api_v0_customer_{customerId}.yaml"));
const copies: Record<"refused" | "refusedInBodies" | "accepted", Copy[]> = {
  refused: [],
  refusedInBodies: [],
  accepted: [],
};
const refused = [
  ...slips.map((slip) => expected(slip, edited("refused", slip))),
  ...slipsInBodies.map((slip) => expected(slip, edited("refusedInBodies", slip))),
];
const accepted = supported.map((edit) => [edit[0], edited("accepted", edit).root] as const);

/** A copy with this edit, and with others of other parts. */
function edited(kind: keyof typeof copies, [, file, from, to, , at = file]: Edit | Slip): Copy {
  const parts = [partOf(file), partOf(at)];
  let copy = copies[kind].find(({ takenParts }) => parts.every((part) => !takenParts.includes(part)));
  if (copy === undefined) {
    copy = copyOfDescription(kind === "refusedInBodies");
    copies[kind].push(copy);
  }
  copy.takenParts.push(...parts);
  const text = readFileSync(copy.path(file), "utf8");
  writeFileSync(copy.path(file), text.replace(from, to));
  expect(readFileSync(copy.path(file), "utf8")).not.toBe(text);
  return copy;
}

/** An edit of the envelope changes what is reported of the responses and their examples. A body and its schema have one name. */
function partOf(file: string): string {
  return /Envelope|responses|examples/.test(file) ? "responses" : basename(file);
}

function expected([slip, file, , , rule, at = file]: Slip, { root }: Copy) {
  return [slip, `${rule} at ${at}`, root] as const;
}

beforeAll(async () => {
  const redocly = resolve("node_modules/@redocly/cli/bin/cli.js");
  const { stdout } = await runNode([redocly, "lint", "--format=json", ...roots], { cwd: folder });
  // It prints one JSON object for each root, in the order of the roots.
  const objects = stdout.match(/\{\n[^]*?^\}/gm) ?? [];
  // Safe: redocly's documented format.
  roots.forEach((root, index) => reports.set(root, JSON.parse(objects[index] ?? "") as LintReport));
});

/** The rules that a copy breaks, each with the file, whose line is reported too. */
function rulesBroken(root: string): string[] {
  return (reports.get(root)?.problems ?? []).map(({ ruleId, location: [place] }) => {
    expect(place?.start?.line).toBeGreaterThan(0);
    return `${ruleId} at ${relative(dirname(root), place?.source.ref ?? "")}`;
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
    expect(rulesBroken(forgotten.root)).toEqual(["enkash/every-file-used at openapi.yaml"]);
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
