import { cpSync, readdirSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";

import { addPaths, writeGrownDescription } from "./grown-description.js";

const rooms = ["api", "docs", "examples", "openapi", "scripts", "src", "test"];
const manifests = ["eslint.config.js", "jest.config.js", "package.json", "tsconfig.json", "tsconfig.build.json"];

/**
 * Makes this folder a copy of the project to which operations were added as CONTRIBUTING.md says: YAML, and not a line of
 * TypeScript. Those of grown/ are the vendor's: JSON bodies, files, payloads of every kind. Those of further-operations/ are
 * made up, to cover what the vendor's lack: numbers, booleans, two path parameters, headers, arrays and objects in the query,
 * texts that have to be escaped, other statuses, and
 * every keyword of a schema. Nothing is generated yet.
 */
export function writeGrownProject(folder: string): void {
  const filter = (source: string) => basename(source) !== "node_modules";
  for (const path of [...rooms, ...manifests]) cpSync(path, join(folder, path), { recursive: true, filter });
  const openapi = join(folder, "openapi");
  writeGrownDescription(openapi);
  cpSync("test/description/further-operations", openapi, { recursive: true });
  addPaths(openapi, readdirSync("test/description/further-operations/paths"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
}
