import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { runNode, type Finished } from "../support/run.js";
import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// Follows the example of CONTRIBUTING.md word by word, in a copy of the project from which that operation is removed if present.
const folder = temporaryFolder(
  "api",
  "generated",
  "openapi",
  "scripts",
  "src",
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
);
const example = /^### Example: [^]*?(?=^## )/m.exec(readFileSync("CONTRIBUTING.md", "utf8"))?.[0] ?? "";
const files = [...example.matchAll(/^(Create|Append to) `(.+?)`[^]*?```yaml\n([^]*?)^```$/gm)];
const [, commands = ""] = /^```sh\n([^]*?)^```$/m.exec(example) ?? [];
const [, program = ""] = /^```ts\n([^]*?)^```$/m.exec(example) ?? [];
const good: Finished = { exitCode: 0, stdout: "", stderr: "" };

function run(...args: string[]): Promise<Finished> {
  return runNode(args, { cwd: folder });
}

it("its files, its commands and its program lead to a method that works", async () => {
  expect(files.map(([, action]) => action)).toEqual(["Create", "Create", "Create", "Append to"]);
  for (const [, action = "", file = "", yaml = ""] of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    const before = action === "Create" ? "" : readFileSync(join(folder, file), "utf8").replace(/^patch:[^]*/m, "");
    writeFileSync(join(folder, file), before + yaml);
  }

  expect(commands).toBe("npm run generate\nnpm run api\n");
  const paths = ["--openapi", join(folder, "openapi"), "--out", join(folder, "generated")];
  expect(await runTypeScript("scripts/generate.ts", paths)).toMatchObject({ exitCode: 0, stderr: "" });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  expect(await run("--import", "tsx", "scripts/api.ts")).toMatchObject({ exitCode: 0, stderr: "" });
  expect(readFileSync(join(folder, "api/enkash-customer-client.api.md"), "utf8")).toContain("updateCustomer(");

  // Compiled by the strictest rules, against the package as it is built.
  const project = { extends: "./tsconfig.json", include: ["example.ts"] };
  writeFileSync(join(folder, "example.json"), JSON.stringify(project));
  writeFileSync(join(folder, "example.ts"), program);
  expect(await run("node_modules/typescript-7/bin/tsc", "--project", "example.json")).toEqual(good);
  const wanted = Array.from(program.matchAll(/console\.log\(.*?\); \/\/ (.*)/g), ([, output]) => output);
  expect(wanted).toHaveLength(2);
  expect(await run("--import", "tsx", "example.ts")).toEqual({ ...good, stdout: `${wanted.join("\n")}\n` });
});
