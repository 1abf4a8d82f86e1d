import { existsSync } from "node:fs";
import { join } from "node:path";

import { withoutEvidence } from "../lint/evidence-mark.js";
import { redocly } from "../shared/redocly.js";
import { readDescription } from "./description.js";
import { enumsFile } from "./enums.js";
import { examplesFile } from "./examples.js";
import { methodsFile } from "./methods.js";
import { operationsFile } from "./operations.js";
import { samplesFile } from "./samples.js";
import { schemaTypesReader } from "./schema.js";
import { typesFile } from "./types.js";

const head = "Generated from openapi/ by `npm run generate`. Do not edit.";

/**
 * The text of each file of generated/, by its name.
 *
 * Lints and generates at the same time, which is a second faster. If both fail, the linter's error has the reason.
 */
export async function generate(openapi: string): Promise<Map<string, string>> {
  const root = join(openapi, "openapi.yaml");
  if (!existsSync(root)) throw new Error(`${root} does not exist`);
  const [linted, files] = await Promise.allSettled([lint(root), bundleAndMake(root)]);
  if (linted.status === "rejected") throw linted.reason;
  if (files.status === "rejected") {
    const reason: unknown = files.reason;
    const [line] = (reason instanceof Error ? reason.message : String(reason)).split("\n");
    throw new Error(`${root}: ${line}`, { cause: reason });
  }
  return files.value;
}

async function bundleAndMake(root: string): Promise<Map<string, string>> {
  const [bundle, readSchemaTypes, { snippetz }, prettier] = await Promise.all([
    redocly("bundle", root),
    schemaTypesReader(),
    import("@scalar/snippetz"),
    import("prettier"),
  ]);
  if (bundle.exitCode !== 0) throw new Error(`redocly could not bundle it: ${bundle.stderr}`);

  // Evidence grades appear in the reference, not in editor hovers.
  const ungraded = withoutEvidence(bundle.stdout);
  const [description, types] = await Promise.all([readDescription(ungraded), readSchemaTypes(ungraded)]);
  const files = new Map([
    ["openapi.yaml", `# ${head}\n${bundle.stdout}`],
    ["schema.ts", `// ${head}\n${types.file}`],
    ["operations.ts", `// ${head}\n${operationsFile(description)}`],
    ["enums.ts", `// ${head}\n${enumsFile(description)}`],
    ["types.ts", `// ${head}\n${typesFile(description, types)}`],
    ["methods.ts", `// ${head}\n${methodsFile(description.operations)}`],
    ["examples.ts", `// ${head}\n${examplesFile(description.operations)}`],
    ["samples.yaml", `# ${head}\n${samplesFile(description, snippetz())}`],
  ]);
  const style = await prettier.resolveConfig("generated/schema.ts");
  for (const [name, text] of files) {
    const formatted = prettier.format(text, { ...style, filepath: name }).catch((error: unknown) => {
      throw new Error(`it makes a ${name} that cannot be parsed: ${String(error)}`);
    });
    files.set(name, await formatted);
  }
  return files;
}

/** The part of `redocly lint --format=json` that is read here. */
export interface LintReport {
  problems: {
    ruleId: string;
    message: string;
    location: { source: { ref: string }; start?: { line: number; col: number } }[];
  }[];
}

/** Throws one line, with file and line, when the description breaks a rule. */
async function lint(root: string): Promise<void> {
  const { exitCode, stdout, stderr } = await redocly("lint", root, "--format=json");
  if (exitCode === 0) return;
  if (!stdout.startsWith("{")) throw new Error(`${root}: redocly could not lint it: ${stderr}`);
  // Safe: redocly's documented JSON format. A closing line of text follows the object.
  const { problems } = JSON.parse(stdout.slice(0, stdout.lastIndexOf("}") + 1)) as LintReport;
  // A file that cannot be parsed causes the other problems.
  const problem = problems.find(({ message }) => message.startsWith("Failed to parse")) ?? problems[0];
  const place = problem?.location[0];
  if (problem === undefined || place === undefined) throw new Error(`${root}: redocly refused it: ${stderr}`);
  const more = problems.length > 1 ? ` (${problems.length - 1} more: npm run lint:openapi)` : "";
  const line = place.start === undefined ? "" : `:${place.start.line}:${place.start.col}`;
  throw new Error(`${place.source.ref}${line} ${problem.ruleId}: ${problem.message.replace(/\s+/g, " ")}${more}`);
}
