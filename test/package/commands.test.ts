import { readdirSync, readFileSync } from "node:fs";

import { runInThread } from "../support/run-in-thread.js";
import { runTypeScript } from "../support/run-typescript.js";

// Safe: our own manifest.
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
const commands = readdirSync("scripts")
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `scripts/${file}`);

it("CONTRIBUTING.md names every script, and no other", () => {
  const rows = Array.from(
    readFileSync("CONTRIBUTING.md", "utf8").matchAll(/^\| `npm (?:run )?([\w:]+)` /gm),
    ([, name]) => name,
  );
  // npm runs the other two.
  const documentable = Object.keys(manifest.scripts).filter((name) => !["prepare", "prepack"].includes(name));
  expect(rows.sort()).toEqual(documentable.sort());
});

const elsewhere = [
  "bench/run.ts",
  "test/bulk-delete/kills.ts",
  "test/bulk-delete/measure.ts",
  "test/bulk-delete/run.ts",
  "test/consumers/run.ts",
  "test/runtimes/run.ts",
  "test/mutation/run.ts",
  "test/runtimes/run-node-lines.ts",
  "test/site/run.ts",
];
it.concurrent.each([...commands, ...elsewhere])("%s prints its --help", async (file) => {
  // This one first installs what its own help comes from, which a process of its own prints.
  const isBulk = file === "scripts/bulk.ts";
  const { exitCode, stdout, stderr } = isBulk
    ? await runTypeScript(file, ["--help"])
    : await runInThread(file, ["--help"]);
  const isFirst = isBulk && stderr.includes("First it installs");
  expect({ exitCode, stderr: isFirst ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^Usage: .+\n( +.+\n)*\n.+/);
  const [, name = "test:runtimes"] = /^Usage: npm (?:run )?([\w:]+)/.exec(stdout) ?? [];
  expect(manifest.scripts[name]).toContain(file);
});
