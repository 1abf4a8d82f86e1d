// The facts about the package that the site shows, read from package.json.
import { readFileSync } from "node:fs";

interface Manifest {
  name: string;
  version: string;
  repository?: string | { url: string };
}

// Safe: package.json is ours.
const { name, version, repository } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;

/** `source` is undefined as long as package.json names no repository. */
export const project = {
  name,
  version,
  npm: `https://www.npmjs.com/package/${name}`,
  source: (typeof repository === "object" ? repository.url : repository)?.replace(/^git\+|\.git$/g, ""),
};
