import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = ".tmp/package";

/**
 * Members of package.json that mean something only in the repository. npm would pack them as they are; `prepare` and the other
 * scripts run files that the package does not have.
 */
const ofRepository = ["scripts", "devDependencies", "overrides", "allowScripts"];

/**
 * Packs the package as it is published, from dist/ as it is. No script of package.json runs.
 *
 * @param options - of `npm pack`, such as `--pack-destination`
 */
export function packPackage(...options: string[]): void {
  // Safe: our own manifest.
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, unknown> & { files: string[] };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of [...manifest.files, "README.md", "LICENSE"]) {
    cpSync(file, join(folder, file), { recursive: true });
  }
  const kept = Object.entries(manifest).filter(([name]) => !ofRepository.includes(name));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  execFileSync("npm", ["pack", `./${folder}`, "--ignore-scripts", ...options], { stdio: "inherit" });
}
