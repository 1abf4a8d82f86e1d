// site/assets/LICENSES.txt: the licences of all code and fonts that the site ships and that are not of this project.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Script } from "./bundle.js";

/** The font is copied, and not bundled. */
const font = "node_modules/@fontsource-variable/inter";

/** @param scripts - every script that is bundled here */
export async function licences(scripts: Script[]): Promise<string> {
  const bundled = scripts.flatMap(({ sources }) => sources.flatMap((source) => packageFolder(source) ?? []));
  const folders = [...new Set([font, ...bundled])].sort();
  return (await Promise.all(folders.map(licenceOf))).join("\n\n");
}

/** The folder of the package that a file is of; undefined for a file of this project. */
function packageFolder(file: string): string | undefined {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

async function licenceOf(folder: string): Promise<string> {
  // Safe: a package's own manifest.
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
  const files = (await readdir(folder)).filter((file) =>
    /^(licen[cs]e|copying|notice|third_party_notices)/i.test(file),
  );
  if (files.length === 0) throw new Error(`${name} is on the site, and has no file with its licence`);
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), "utf8")));
  return section(`${name} ${version} (${license})`, texts.join("\n\n"));
}

interface Manifest {
  name: string;
  version: string;
  license: string;
}

function section(title: string, text: string): string {
  return `${title}\n${"=".repeat(title.length)}\n\n${text.trim()}\n`;
}
