import { execFileSync } from "node:child_process";

/** Builds the package in a process of its own, for a command that needs a fresh dist/. */
export function buildPackage(): void {
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { stdio: "inherit" });
}
