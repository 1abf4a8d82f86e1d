// Builds src/ into dist/, once as ECMAScript modules and once as CommonJS, each with its declarations.
//
// Each entry is one file, because finding files takes most of the time of an import. Code that two entries share is in
// both files; `instanceof` works across them (src/errors.ts). The files are not minified, so that a stack trace can be read
// without source maps; the package has neither these nor sources.
import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { build, type Plugin } from "esbuild";

import { builtMarker } from "./shared/build-package.js";
import { runCommand } from "./shared/command.js";

/**
 * Works around esbuild's Node-style default import in the CommonJS build (https://esbuild.github.io/content-types/#default-interop),
 * which depends on the package that the importing file is in: the import is moved into a module outside of any package.
 */
const defaultOfRequire: Plugin = {
  name: "default-of-require",
  setup(bundler) {
    bundler.onResolve({ filter: /^openapi-fetch$/ }, ({ path, namespace }) =>
      namespace === "file" ? { path, namespace: "no-package" } : { path, external: true },
    );
    bundler.onLoad({ filter: /^/, namespace: "no-package" }, ({ path }) => ({
      contents: `export * from "${path}"; export { default } from "${path}";`,
    }));
  },
};

/** Modules of src/, by the name of the entry. */
const entries = {
  "enkash-customer-client": "index",
  "openapi-fetch": "openapi-fetch",
  auth: "auth/index",
  sandbox: "sandbox/index",
};
const builds = [
  { folder: "dist/esm", type: "module", format: "esm", plugins: [] },
  { folder: "dist/cjs", type: "commonjs", format: "cjs", plugins: [defaultOfRequire] },
] as const;

await runCommand(
  {
    name: "build",
    summary: "Builds the package from src/ into dist/.",
    options: {
      "if-missing": { type: "boolean", default: false, description: "do nothing if there is a dist/, even an old one" },
    },
  },
  async (values) => {
    if (values["if-missing"] && existsSync("dist")) return;
    await rm(builtMarker, { force: true });
    await rm("dist", { recursive: true, force: true });
    await Promise.all(builds.map(bundle));
    // Loading API Extractor takes most of a second, which --help and --if-missing do not need.
    const { writeDeclarations } = await import("./build/declarations.js");
    // Both builds have the same declarations; the package.json of the folder makes them ESM or CommonJS.
    writeDeclarations(
      entries,
      builds.map(({ folder }) => folder),
    );
    // In the root, so that tools that take a file find it where the export says.
    await copyFile("generated/openapi.yaml", "openapi.yaml");
    await mkdir(dirname(builtMarker), { recursive: true });
    await writeFile(builtMarker, "");
  },
);

async function bundle({ folder, type, format, plugins }: (typeof builds)[number]): Promise<void> {
  await build({
    entryPoints: Object.values(entries).map((entry) => `src/${entry}.ts`),
    outbase: ".",
    outdir: folder,
    bundle: true,
    packages: "external",
    platform: "node", // Makes the named exports of the CommonJS build visible to an import in Node.
    plugins: [...plugins],
    format,
    target: "es2021",
  });
  // Node and bundlers read `type` and `sideEffects` from the nearest package.json.
  await writeFile(`${folder}/package.json`, `${JSON.stringify({ type, sideEffects: false })}\n`);
}
