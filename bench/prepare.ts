import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";

import { run } from "./process.js";
import { work } from "./settings.js";

/** Installs the peers, builds the package and hey-api's client, and compiles the cases, which run without a loader. */
export async function prepare(): Promise<void> {
  await run("npm", ["ci", "--prefix", "bench"]);
  await run("npm", ["run", "build"]);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // The compiled peers find their packages here. `enkash-customer-client` resolves to this project by its own name.
  symlinkSync("../../bench/node_modules", `${work}/node_modules`);
  await run("bench/node_modules/.bin/openapi-ts", [
    "--input",
    "./generated/openapi.yaml",
    "--output",
    `${work}/hey-api`,
    "--no-log-file",
  ]);
  await run(process.execPath, ["node_modules/typescript-7/bin/tsc", "--project", "bench/peers"]);

  const bundle = ["--bundle", "--packages=external"];
  // The same bundle as in the script `generate` of package.json.
  await compile(["scripts/generate.ts"], [...bundle, `--outfile=${work}/generate.js`]);
  await compile(sources("peers"), [...bundle, "--target=node20", "--outbase=bench", `--outdir=${work}`]);
  await compile(sources("cases"), ["--target=node20", "--outbase=bench", `--outdir=${work}`]);
}

function sources(room: string): string[] {
  const files = readdirSync(`bench/${room}`).filter((file) => file.endsWith(".ts"));
  return files.map((file) => `bench/${room}/${file}`);
}

async function compile(files: string[], options: string[]): Promise<void> {
  const always = ["--platform=node", "--format=esm", "--log-level=warning"];
  await run("node_modules/.bin/esbuild", [...files, ...always, ...options]);
}
