// npm run build: src/ into dist/, once as ECMAScript modules and once as CommonJS, each with its declarations.
//
// One file for each entry, since most of what an import costs is the finding of files. What two entries share is in both;
// an error of one is known to the classes of the other (src/errors.ts).
import { execFile } from "node:child_process";
import { cp, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";

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
    bundler.onLoad({ filter: /^/, namespace: "no-package" }, ({ path }) => ({
      contents: `export * from "${path}"; export { default } from "${path}";`,
    }));
  },
};

const builds = [
  { folder: "dist/esm", type: "module", format: "esm", plugins: [] },
  { folder: "dist/cjs", type: "commonjs", format: "cjs", plugins: [defaultOfRequire] },
] as const;

try {
  await rm("dist", { recursive: true, force: true });
  await declare();
  await Promise.all(builds.map(bundle));
} catch (error) {
  const { stdout } = error as { stdout?: string }; // Sound: execFile's rejection carries what was printed, if it ran.
  console.error(`build: ${stdout?.trim() ?? String(error)}`);
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
    entryPoints: ["src/index.ts", "src/sandbox.ts", "src/auth.ts"],
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
  // What a file's ".js" means is told by the package.json nearest to it.
  await writeFile(`${folder}/package.json`, `${JSON.stringify({ type })}\n`);
}
