import { relative } from "node:path";

import { problemsOfFiles } from "./description-files.js";
import { redocly } from "./redocly.js";

/** The part of `redocly lint --format=json` that is read here. */
export interface LintReport {
  problems: {
    ruleId: string;
    message: string;
    location: { source: { ref: string }; start?: { line: number; col: number } }[];
  }[];
}

/** A line for each problem of the description with this root: file, line, column, rule, what to do. */
export async function lintDescription(root: string): Promise<string[]> {
  const ofFiles = problemsOfFiles(root);
  return ofFiles.length > 0 ? ofFiles : lintRules(root);
}

/** Only after `problemsOfFiles` has found nothing, since Redocly would follow a $ref to another host. */
export async function lintRules(root: string): Promise<string[]> {
  const { exitCode, stdout, stderr } = await redocly("lint", root, "--format=json");
  if (exitCode === 0) return [];
  const [problems = []] = problemsIn(stdout);
  return problems.length > 0 ? problems : [`${root}: redocly could not lint it: ${stderr}`];
}

/** The problems of each root that Redocly was given, in their order. It prints one JSON object for each. */
export function problemsIn(stdout: string): string[][] {
  const objects = stdout.match(/\{\n[^]*?^\}/gm) ?? [];
  // Safe: redocly's documented format.
  return objects.map((object) => (JSON.parse(object) as LintReport).problems.map(lineOf));
}

function lineOf({ ruleId, message, location: [place] }: LintReport["problems"][number]): string {
  const at = place?.start === undefined ? "" : `:${place.start.line}:${place.start.col}`;
  return `${relative(".", place?.source.ref ?? "")}${at} ${ruleId}: ${message.replace(/\s+/g, " ")}`;
}
