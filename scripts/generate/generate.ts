import { join } from "node:path";

import { withoutEvidence } from "../lint/evidence-mark.js";
import { problemsOfFiles } from "../shared/description-files.js";
import { lintRules } from "../shared/lint-description.js";
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
 * Lints and generates at the same time, which is a second faster. If both fail, the linter's error has the reason. Of a
 * description that leads elsewhere than to its own files, nothing else is read.
 */
export async function generate(openapi: string): Promise<Map<string, string>> {
  const root = join(openapi, "openapi.yaml");
  const problems = problemsOfFiles(root);
  if (problems.length > 0) throw firstOf(problems);
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
  const [bundle, make] = await Promise.all([redocly("bundle", root), filesMaker()]);
  if (bundle.exitCode !== 0) throw new Error(`redocly could not bundle it: ${bundle.stderr}`);
  return make(bundle.stdout);
}

/** Loads the libraries. The result takes the text of the bundled description, which has passed the linter. */
export async function filesMaker(): Promise<(bundle: string) => Promise<Map<string, string>>> {
  const [readSchemaTypes, { snippetz }, prettier] = await Promise.all([
    schemaTypesReader(),
    import("@scalar/snippetz"),
    import("prettier"),
  ]);
  const style = await prettier.resolveConfig("generated/schema.ts");
  return async (bundle) => {
    // Evidence grades appear in the reference, not in editor hovers.
    const ungraded = withoutEvidence(bundle);
    const [description, types] = await Promise.all([readDescription(ungraded), readSchemaTypes(ungraded)]);
    const files = new Map([
      ["openapi.yaml", `# ${head}\n${bundle}`],
      ["schema.ts", `// ${head}\n${types.file}`],
      ["operations.ts", `// ${head}\n${operationsFile(description)}`],
      ["enums.ts", `// ${head}\n${enumsFile(description)}`],
      ["types.ts", `// ${head}\n${typesFile(description, types)}`],
      ["methods.ts", `// ${head}\n${methodsFile(description.operations)}`],
      ["examples.ts", `// ${head}\n${examplesFile(description.operations)}`],
      ["samples.yaml", `# ${head}\n${samplesFile(description, snippetz())}`],
    ]);
    for (const [name, text] of files) {
      const formatted = prettier.format(text, { ...style, filepath: name }).catch((error: unknown) => {
        throw new Error(`it makes a ${name} that cannot be parsed: ${String(error)}`);
      });
      files.set(name, await formatted);
    }
    return files;
  };
}

/** Throws one line, with file and line, when the description breaks a rule. */
async function lint(root: string): Promise<void> {
  const problems = await lintRules(root);
  if (problems.length > 0) throw firstOf(problems);
}

function firstOf([first = "", ...more]: string[]): Error {
  return new Error(more.length === 0 ? first : `${first} (${more.length} more: npm run lint:openapi)`);
}
