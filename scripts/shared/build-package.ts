import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Written by a build at its end, and removed at its start. */
export const builtMarker = ".tmp/built";

/** Where a build writes its reports of the public surface. `npm run api` compares them with api/. */
export const reportFolder = ".tmp/api";

const inputs = [
  "src",
  "generated",
  "scripts/build",
  "scripts/build.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.build.json",
];

/** Builds the package in a process of its own, for a command that needs a fresh dist/. Does nothing if it is fresh. */
export function buildPackage(): void {
  if (existsSync(builtMarker) && existsSync("dist")) {
    const builtAt = statSync(builtMarker).mtimeMs;
    if (inputs.every((input) => changedMs(input) < builtAt)) return;
  }
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { stdio: "inherit" });
}

/** When a file was changed, or the newest of a folder: a folder changes when a file is added or removed. */
function changedMs(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? Infinity;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => changedMs(join(path, name))));
}
