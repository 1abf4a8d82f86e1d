// npm run build: src/ into dist/, once as ECMAScript modules and once as CommonJS, each with its declarations.
//
// One file for each entry, since most of what an import costs is the finding of files. What two entries share is in both;
// an error of one is known to the classes of the other (src/errors.ts).
import { execFile } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { parseArgs, promisify } from "node:util";

import { build, type Plugin } from "esbuild";

/**
 * esbuild calls a CommonJS module's `module.exports` its default export where the importing file's package is of type
 * "module", as Node does for an import. Ours becomes a `require`, so the default has to be `exports.default`: the import
 * is moved into a module that is in no package.
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

try {
  parseArgs(); // It takes no options, and says so.
  await rm("dist", { recursive: true, force: true });
  await declare();
  await Promise.all(builds.map(bundle));
} catch (error) {
  const { stdout } = error as { stdout?: string }; // Sound: execFile's rejection carries what was printed, if it ran.
  console.error(`build: ${stdout?.trim() ?? (error instanceof Error ? error.message : String(error))}`);
  process.exitCode = 1;
}

/** A declaration means the same in both builds, but is of one kind of module or the other by the folder that it is in. */
async function declare(): Promise<void> {
  const options = ["--project", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", builds[0].folder];
  await promisify(execFile)(process.execPath, ["node_modules/typescript-7/bin/tsc", ...options]);
  await cp(builds[0].folder, builds[1].folder, { recursive: true });
}

async function bundle({ folder, type, format, plugins }: (typeof builds)[number]): Promise<void> {
  await build({
    entryPoints: entries.map((entry) => `src/${entry}.ts`),
    outbase: ".",
    outdir: folder,
    bundle: true,
    packages: "external",
    platform: "node", // for the CommonJS build: names its exports where Node looks for them. It changes nothing else.
    plugins: [...plugins],
    format,
    target: "es2022",
    sourcemap: true,
    sourcesContent: false,
  });
  await Promise.all(entries.map((entry) => completeMap(`${folder}/src/${entry}.js.map`)));
  // What a file's ".js" means, and what of it a bundler may leave out, is told by the package.json nearest to it.
  await writeFile(`${folder}/package.json`, `${JSON.stringify({ type, sideEffects: false })}\n`);
}

/** The sources are in the package, for a map to lead to; but for the module of the plugin, whose text the map carries. */
async function completeMap(file: string): Promise<void> {
  const map = JSON.parse(await readFile(file, "utf8")) as { sources: string[] }; // Sound: esbuild's own source map.
  const sourcesContent = map.sources.map((source) => {
    const [, path] = /^no-package:(.*)$/.exec(source) ?? [];
    return path === undefined ? null : reexport(path);
  });
  await writeFile(file, JSON.stringify({ ...map, sourcesContent }));
}
