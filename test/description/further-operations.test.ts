import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { consumer, testConsumers, writeConsumers } from "../support/grown-consumers.js";
import { writeFurtherDescription } from "../support/grown-project.js";
import { runNode, type Finished } from "../support/run.js";
import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// Of a copy of src/ with more operations. `npm run test:grown` does the same with the package as it is built, and runs every
// other check over a copy of the whole project.
const folder = temporaryFolder("src", "package.json", "tsconfig.json");
let compiled: Finished;

beforeAll(async () => {
  const openapi = join(folder, "openapi");
  writeFurtherDescription(openapi);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const paths = ["--openapi", openapi, "--out", join(folder, "generated")];
  expect(await runTypeScript("scripts/generate.ts", paths)).toMatchObject({ exitCode: 0, stderr: "" });
  writeConsumers(folder, "../../src/index.js");
  const project = { extends: "./tsconfig.json", include: ["src", "generated", "examples"] };
  writeFileSync(join(folder, "further.json"), JSON.stringify(project));
  const tsc = "node_modules/typescript-7/bin/tsc";
  compiled = await runNode([tsc, "--project", "further.json"], { cwd: folder });
});

it("npm run generate writes the same files as without them", () => {
  expect(readdirSync(join(folder, "generated"))).toEqual(readdirSync("generated"));
});

testConsumers(
  () => compiled,
  (url) => runTypeScript(join(folder, consumer("all")), [url]),
);
