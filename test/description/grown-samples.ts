// Runs the request samples of the grown description, in every language whose toolchain is installed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand } from "../../scripts/shared/command.js";
import { writeGrownProject } from "../support/grown-project.js";

await runCommand(
  { name: "test:samples", summary: "Runs the request samples of the grown description, as samples:check does." },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "enkash-"));
    const run = (...args: string[]) =>
      execFileSync(process.execPath, ["--import", "tsx", ...args], { cwd: folder, stdio: "inherit" });
    try {
      writeGrownProject(folder);
      run("scripts/generate.ts");
      run("scripts/samples-check.ts");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
