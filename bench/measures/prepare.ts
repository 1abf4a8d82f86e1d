import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";

import { run } from "./process.js";
import { work } from "../settings.js";

/** Installs the peers, builds the package and hey-api's client, and compiles the cases, which run without a loader. */
export async function prepare(): Promise<void> {
  await run("npm", ["ci", "--prefix", "bench"]);
  await run("npm", ["run", "build"]);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // The cases stand beside the peers' packages, and in the package whose own name they import.
  symlinkSync("../../bench/node_modules", `${work}/node_modules`);
  await run("bench/node_modules/.bin/openapi-ts", [
    "--input",
    "./generated/openapi.yaml",
    "--output",
    `${work}/hey-api`,
    "--no-log-file",
  ]);
  await run(process.execPath, ["node_modules/typescript-7/bin/tsc", "--project", "bench/peers"]);

  // As `npm run generate` does.
  const asNpm = ["--bundle", "--packages=external", "--platform=node", "--format=esm", "--log-level=warning"];
  await run("node_modules/.bin/esbuild", ["scripts/generate.ts", ...asNpm, `--outfile=${work}/generate.js`]);

  const files = ["cases", "peers"].flatMap((folder) =>
    readdirSync(`bench/${folder}`)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `bench/${folder}/${file}`),
  );
  const options = ["--bundle", "--packages=external", "--platform=node", "--target=node20", "--format=esm"];
  await run("node_modules/.bin/esbuild", [
    ...files,
    ...options,
    "--outbase=bench",
    `--outdir=${work}`,
    "--log-level=warning",
  ]);
}
