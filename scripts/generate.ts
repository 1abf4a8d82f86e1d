// Generates the files of generated/ from the description in openapi/. They are written together at the end, so that a
// broken description leaves generated/ unchanged.
//
// The npm script compiles this file with esbuild: under tsx, loading the libraries takes a second longer.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

import { generate } from "./generate/generate.js";
import { runCommand } from "./shared/command.js";

await runCommand(
  {
    name: "generate",
    summary: "Lints and bundles the description, and writes the files that are generated from it.",
    options: {
      check: { type: "boolean", default: false, description: "write nothing; fail with the list of stale files" },
      openapi: { type: "string", value: "DIR", default: "openapi", description: "folder of the description" },
      out: { type: "string", value: "DIR", default: "generated", description: "folder of the generated files" },
    },
  },
  async ({ check, openapi, out }) => {
    const files = await generate(openapi);
    const changed = await stale(out, files);
    if (check) {
      if (changed.length > 0) throw new Error(`stale, run npm run generate: ${changed.join(", ")}`);
      console.log(`${out}/ is up to date.`);
      return;
    }
    await write(out, files);
    const changes =
      changed.length === 0 ? "no change" : `changed: ${changed.map((file) => relative(".", file)).join(", ")}`;
    console.log(`${out}/ generated from ${openapi}/ (${changes}).`);
  },
);

async function stale(out: string, files: Map<string, string>): Promise<string[]> {
  const names: string[] = [];
  for (const [name, text] of files) {
    if ((await readFile(join(out, name), "utf8").catch(() => undefined)) !== text) names.push(join(out, name));
  }
  return names;
}

/** Replaces each file in one step, so that a concurrent reader never sees a partial file. */
async function write(out: string, files: Map<string, string>): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const [name, text] of files) await writeFile(join(out, `${name}.new`), text);
  for (const name of files.keys()) await rename(join(out, `${name}.new`), join(out, name));
}
