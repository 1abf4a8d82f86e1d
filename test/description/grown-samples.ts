// Runs the request samples of the grown description, in every language whose toolchain is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeGrownProject } from "../support/grown-project.js";

const folder = mkdtempSync(join(tmpdir(), "enkash-"));
try {
  writeGrownProject(folder);
  const args = ["--import", "tsx", "scripts/samples-check.ts", ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { cwd: folder, stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
