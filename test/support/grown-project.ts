import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

import { addPaths, writeGrownDescription } from "./grown-description.js";

const rooms = ["api", "bench", "docs", "examples", "openapi", "scripts", "src", "test"];
const manifests = [
  ".gitignore",
  ".prettierignore",
  ".prettierrc.json",
  ".size-limit.js",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "README.md",
  "SECURITY.md",
  "eslint.config.js",
  "jest.config.js",
  "knip.json",
  "package.json",
  "redocly.yaml",
  "tsconfig.build.json",
  "tsconfig.json",
];

/**
 * Makes this folder a copy of the project to which operations were added as CONTRIBUTING.md says: YAML, and not a line of
 * TypeScript. Nothing is generated yet.
 */
export function writeGrownProject(folder: string): void {
  const filter = (source: string) => basename(source) !== "node_modules";
  for (const path of [...rooms, ...manifests]) cpSync(path, join(folder, path), { recursive: true, filter });
  writeFurtherDescription(join(folder, "openapi"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
}

/**
 * Writes a copy of openapi/ with more operations into this folder. Those of grown/ are the vendor's: JSON bodies, files,
 * payloads of every kind. Those of further-operations/ are made up, to cover what the vendor's lack: numbers, booleans, two
 * path parameters, headers, arrays and objects in the query, texts that have to be escaped, other statuses, and every keyword
 * of a schema.
 */
export function writeFurtherDescription(openapi: string): void {
  writeGrownDescription(openapi);
  cpSync("test/description/further-operations", openapi, { recursive: true });
  addPaths(openapi, readdirSync("test/description/further-operations/paths"));
}

/**
 * Works in a grown project in a temporary folder, which is removed at the end.
 *
 * @param work - is given the folder, and what runs a script of the project there
 */
export function inGrownProject(work: (folder: string, run: (...args: string[]) => void) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "enkash-"));
  try {
    writeGrownProject(folder);
    work(folder, (...args) => {
      execFileSync(process.execPath, ["--import", "tsx", ...args], { cwd: folder, stdio: "inherit" });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Changes facts of a copy of openapi/ as CONTRIBUTING.md says ("Change a fact"): the pattern of a parameter with its example,
 * and a value of an enum. Adds another method to the path of the customer.
 */
export function changeFacts(openapi: string): void {
  const edit = (file: string, change: (text: string) => string) => {
    const path = join(openapi, file);
    const text = readFileSync(path, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`${file} no longer has what is changed here`);
    writeFileSync(path, changed);
  };
  edit("components/parameters/CustomerId.yaml", (text) =>
    text.replace(/pattern: .*/, "pattern: ^CU-[A-F0-9]{8}$").replace(/example: .*/, "example: CU-01234ABC"),
  );
  edit("components/schemas/ErrorType.yaml", (text) => text.replace(/^enum:/m, "enum:\n  - TOO_MANY_REQUESTS"));
  const path = join(openapi, "paths/api_v0_customer_{customerId}.yaml");
  const [, deletion = ""] = /^delete:\n((?: .*\n|\n)*)/m.exec(readFileSync(path, "utf8")) ?? [];
  appendFileSync(path, `get:\n${deletion.replace(/operationId: .*/, "operationId: getCustomer")}`);
}
