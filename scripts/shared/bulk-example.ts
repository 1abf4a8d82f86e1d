import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";

export const bulkExample = "examples/bulk-delete";

/**
 * Installs the packages of the example, as a consumer does, unless they are there as its lockfile has them.
 *
 * @param onStart - called before it takes some seconds
 */
export function installBulkExample(onStart: () => void): void {
  if (changedMs(`${bulkExample}/node_modules/.package-lock.json`) >= changedMs(`${bulkExample}/package-lock.json`))
    return;
  onStart();
  const args = ["ci", "--prefix", bulkExample, "--ignore-scripts", "--silent"];
  execFileSync("npm", args, { stdio: ["ignore", "ignore", "inherit"] });
}

/** 0 if the file does not exist. */
function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
