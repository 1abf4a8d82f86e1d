import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const made: string[] = [];

/** A new folder with copies of these parts of the project, without node_modules; removed after the tests of the file. */
export function temporaryFolder(...copies: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "enkash-"));
  made.push(folder);
  const filter = (source: string) => basename(source) !== "node_modules";
  for (const path of copies) cpSync(path, join(folder, path), { recursive: true, filter });
  return folder;
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});
