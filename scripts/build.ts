// Builds src/ into dist/, once as ECMAScript modules and once as CommonJS, each with its declarations.
//
// Each entry is one file, because an import spends most of its time on finding files. Code that two entries share is in
// both files; `instanceof` works across them (src/errors.ts).
import { execFileSync } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";

import { build, type Plugin } from "esbuild";

import { runCommand } from "./shared/command.js";

/**
 * If the importing file's package is of type "module", esbuild takes `module.exports` of a CommonJS module for its default
 * export, as Node does for an import. In the CommonJS build the import becomes a `require`, whose default export is
 * `exports.default`. So the import is moved into a module that belongs to no package.
 */
const defaultOfRequire: Plugin = {
  name: "default-of-require",
  setup(bundler) {
    bundler.onResolve({ filter: /^openapi-fetch$/ }, ({ path, namespace }) =>
      namespace === "file" ? { path, namespace: "no-package" } : { path, external: true },
    );
    bundler.onLoad({ filter: /^/, namespace: "no-package" }, ({ path }) => ({ contents: reexport(path) }));
  },
};

function reexport(path: string): string {
  return `export * from "${path}"; export { default } from "${path}";`;
}

const entries = ["index", "openapi-fetch", "auth/index", "sandbox/index"];
const builds = [
  { folder: "dist/esm", type: "module", format: "esm", plugins: [] },
  { folder: "dist/cjs", type: "commonjs", format: "cjs", plugins: [defaultOfRequire] },
] as const;

await runCommand({ name: "build", summary: "Builds the package from src/ into dist/." }, async () => {
  await rm("dist", { recursive: true, force: true });
  await writeDeclarations();
  await Promise.all(builds.map(bundle));
});

/** Both builds have the same declarations; the package.json of the folder makes them ESM or CommonJS. */
async function writeDeclarations(): Promise<void> {
  const options = ["--project", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", builds[0].folder];
  execFileSync(process.execPath, ["node_modules/typescript-7/bin/tsc", ...options], { stdio: "inherit" });
  await cp(builds[0].folder, builds[1].folder, { recursive: true });
}

async function bundle({ folder, type, format, plugins }: (typeof builds)[number]): Promise<void> {
  await build({
    entryPoints: entries.map((entry) => `src/${entry}.ts`),
    outbase: ".",
    outdir: folder,
    bundle: true,
    packages: "external",
    platform: "node", // Makes the named exports of the CommonJS build visible to an import in Node.
    plugins: [...plugins],
    format,
    target: "es2022",
    sourcemap: true,
    sourcesContent: false,
  });
  await Promise.all(entries.map((entry) => completeMap(`${folder}/src/${entry}.js.map`)));
  // Node and bundlers read `type` and `sideEffects` from the nearest package.json.
  await writeFile(`${folder}/package.json`, `${JSON.stringify({ type, sideEffects: false })}\n`);
}

/** The package has the sources that a map refers to, except for the plugin's module: the map itself has its text. */
async function completeMap(file: string): Promise<void> {
  const map = JSON.parse(await readFile(file, "utf8")) as { sources: string[] }; // Sound: esbuild's own source map.
  const sourcesContent = map.sources.map((source) => {
    const [, path] = /^no-package:(.*)$/.exec(source) ?? [];
    return path === undefined ? null : reexport(path);
  });
  await writeFile(file, JSON.stringify({ ...map, sourcesContent }));
}
