// Sets each node of rich.yaml to null, true, {}, [], "" and 0, and deletes it. Each description that comes of it is either
// refused, with file, line and column, or `npm run generate` makes its files.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { filesMaker } from "../../../scripts/generate/generate.js";
import { runCommand } from "../../../scripts/shared/command.js";
import { problemsOfFiles } from "../../../scripts/shared/description-files.js";
import { problemsIn } from "../../../scripts/shared/lint-description.js";
import { redocly } from "../../../scripts/shared/redocly.js";
import { mutationsOf, type Mutation } from "./mutations.js";

await runCommand(
  {
    name: "test:slips",
    summary: "Mutates a rich description, and checks that each slip is refused with its place, or can be generated.",
    options: {
      every: { type: "string", value: "N", default: "1", description: "take only every Nth mutation" },
    },
  },
  async ({ every }) => {
    const text = readFileSync("test/description/mutations/rich.yaml", "utf8");
    const mutations = mutationsOf(text, Number(every));
    mkdirSync(".tmp", { recursive: true });
    const folder = mkdtempSync(".tmp/mutations-");
    try {
      const failures = await failuresOf(folder, [{ name: "no mutation", text }, ...mutations]);
      for (const failure of failures) console.log(failure);
      if (failures.length > 0) throw new Error(`${failures.length} of ${mutations.length} mutations are not kept`);
      console.log(`${mutations.length} mutations are each refused with file, line and column, or generated.`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

async function failuresOf(folder: string, mutations: Mutation[]): Promise<string[]> {
  const written = mutations.map((mutation, index) => {
    const root = join(folder, String(index), "openapi.yaml");
    mkdirSync(join(folder, String(index)));
    writeFileSync(root, mutation.text);
    return { ...mutation, root, problems: problemsOfFiles(root) };
  });
  const readable = written.filter(({ problems }) => problems.length === 0);
  const reports = await lintAll(readable.map(({ root }) => root));
  const make = await filesMaker();
  const failures: string[] = [];
  for (const { name, text, root, problems } of written) {
    const lines = problems.length > 0 ? problems : (reports.get(root) ?? []);
    for (const line of lines) {
      if (line.includes("rules-can-read") || !/^\S+\.yaml:\d+:\d+ /.test(line)) failures.push(`${name}: ${line}`);
    }
    if (name === "no mutation") failures.push(...lines);
    if (lines.length > 0) continue;
    await make(text).catch((error: unknown) => failures.push(`${name}: accepted, but ${String(error).split("\n")[0]}`));
  }
  return failures;
}

/** One run of Redocly for all, and another for those after one at which it ended: a run for each would take half an hour. */
async function lintAll(roots: string[]): Promise<Map<string, string[]>> {
  const reports = new Map<string, string[]>();
  while (reports.size < roots.length) {
    const rest = roots.slice(reports.size);
    const { stdout, stderr } = await redocly("lint", "--format=json", ...rest);
    const linted = problemsIn(stdout);
    rest.slice(0, linted.length).forEach((root, index) => reports.set(root, linted[index] ?? []));
    const ended = rest[linted.length];
    if (ended !== undefined) reports.set(ended, [`redocly ended: ${stderr.slice(-100)}`]);
  }
  return reports;
}
