import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import {
  compilerErrorsOf,
  consumer,
  errorsIn,
  expectCallsSent,
  unwantedErrors,
  writeConsumers,
  wrongCalls,
} from "../support/grown-consumers.js";
import { writeFurtherDescription } from "../support/grown-project.js";
import { runNode } from "../support/run.js";
import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// Of a copy of src/ with more operations. `npm run test:grown` does the same with the package as it is built, and runs every
// other check over a copy of the whole project.
const folder = temporaryFolder("src", "package.json", "tsconfig.json");
let compilerErrors: string[];

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
  compilerErrors = compilerErrorsOf(await runNode([tsc, "--project", "further.json"], { cwd: folder }));
});

it("npm run generate writes the same files as without them", () => {
  expect(readdirSync(join(folder, "generated"))).toEqual(readdirSync("generated"));
});

it("they pass the compiler", () => {
  expect(unwantedErrors(compilerErrors)).toEqual([]);
});

it("each call is a typed method that works over HTTP", async () => {
  await expectCallsSent((url) => runTypeScript(join(folder, consumer("all")), [url]));
});

it.each(wrongCalls)("%s: %s does not compile", (name, _, named) => {
  expect(errorsIn(name, compilerErrors).join("\n")).toContain(named);
});
