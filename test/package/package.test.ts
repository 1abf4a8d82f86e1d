import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { build } from "esbuild";

import { requireBuild } from "../../scripts/shared/require-build.js";
import { runNode } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

requireBuild();
const folder = temporaryFolder();
let tarball: string;
beforeAll(() => {
  // Without --ignore-scripts, the pack would build dist/ anew while other tests read it.
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder]);
  tarball = join(folder, readdirSync(folder)[0] ?? "");
});

/** What a consumer can import. */
const entries = ["index", "openapi-fetch", "auth/index", "sandbox/index"];

/** The modules below a folder, without their ending. */
function modules(of: string): string[] {
  return readdirSync(of, { recursive: true, encoding: "utf8" }).flatMap((name) =>
    name.endsWith(".ts") ? [`${of}/${name.slice(0, -".ts".length)}`] : [],
  );
}

it("the tarball holds these files and no others", () => {
  const packed = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n").sort();
  const sources = [...modules("src"), ...modules("generated")];
  const built = ["esm", "cjs"].flatMap((build) => [
    `dist/${build}/package.json`,
    ...entries.flatMap((entry) => [`dist/${build}/src/${entry}.js`, `dist/${build}/src/${entry}.js.map`]),
    ...sources.flatMap((source) => [`dist/${build}/${source}.d.ts`, `dist/${build}/${source}.d.ts.map`]),
  ]);
  const expected = [
    ...built,
    ...sources.map((source) => `${source}.ts`),
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "package.json",
  ];
  expect(packed).toEqual(expected.map((name) => `package/${name}`).sort());
});

interface SourceMap {
  sources: string[];
  sourcesContent?: (string | null)[];
}

it.each(["esm", "cjs"])("the maps of the %s build lead to the sources", (build) => {
  /** The sources that the map does not carry itself. */
  const lead = (name: string) => {
    // Sound: a source map.
    const { sources, sourcesContent } = JSON.parse(readFileSync(`${name}.map`, "utf8")) as SourceMap;
    return sources.flatMap((source, index) =>
      typeof sourcesContent?.[index] === "string" ? [] : [relative(".", resolve(name, "..", source))],
    );
  };
  expect(lead(`dist/${build}/src/client.d.ts`)).toEqual(["src/client.ts"]);
  for (const entry of entries) {
    const sources = lead(`dist/${build}/src/${entry}.js`);
    expect(sources).toContain(`src/${entry === "index" ? "client" : entry}.ts`);
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  }
});

it.each(["", "/openapi-fetch", "/auth", "/sandbox"])(
  "a bundle that uses nothing of enkash-customer-client%s is empty",
  async (entry) => {
    const { outputFiles } = await build({
      stdin: { contents: `import "enkash-customer-client${entry}";`, resolveDir: "." },
      bundle: true,
      write: false,
      format: "esm",
      logLevel: "silent", // It warns of just that.
    });
    expect(outputFiles.map(({ text }) => text)).toEqual([""]);
  },
);

it("the main entry holds nothing of the other entries", async () => {
  const options = { bundle: true, write: false, metafile: true, packages: "external" } as const;
  const { metafile } = await build({ ...options, entryPoints: ["src/index.ts"] });
  const modules = Object.keys(metafile.inputs);
  expect(modules).toContain("src/http/transport.ts");
  expect(modules.filter((module) => /auth|sandbox|openapi-fetch|examples/.test(module))).toEqual([]);
});

it("types and files resolve for every kind of consumer (attw)", async () => {
  const { exitCode, stdout } = await runNode([
    "node_modules/@arethetypeswrong/cli/dist/index.js",
    tarball,
    "--no-color",
  ]);
  expect({ exitCode, stdout: exitCode === 0 ? "" : stdout }).toEqual({ exitCode: 0, stdout: "" });
});

it("the manifest is in order (publint --strict)", async () => {
  const { exitCode, stdout } = await runNode(["node_modules/publint/src/cli.js", "--strict", tarball]);
  expect({ exitCode, stdout: exitCode === 0 ? "" : stdout }).toEqual({ exitCode: 0, stdout: "" });
});

it("an error of one build or entry is known to the classes of the others", async () => {
  const script = `
    import { createRequire } from "node:module";
    import * as esm from "enkash-customer-client";
    import { EnkashAuthError } from "enkash-customer-client/auth";
    const cjs = createRequire(import.meta.url)("enkash-customer-client");
    const error = new cjs.EnkashTimeoutError("slow", { attempts: 1, timeoutMs: 5 });
    console.log(cjs.EnkashTimeoutError === esm.EnkashTimeoutError, error instanceof esm.EnkashTimeoutError,
      error instanceof esm.EnkashConnectionError, error instanceof esm.EnkashApiError);
    console.log(EnkashAuthError.prototype instanceof esm.EnkashError, EnkashAuthError.prototype instanceof cjs.EnkashError,
      error instanceof EnkashAuthError);`;
  await expect(runNode(["--input-type=module", "--eval", script])).resolves.toMatchObject({
    stdout: "false true true false\ntrue true false\n",
    stderr: "",
  });
});

it("every package that it is made or tested with has a permissive licence", () => {
  // Finds what is wrong with a page for those who cannot see it; nothing of it is shipped.
  const exceptions = ["node_modules/axe-core"];
  const permissive = /^\(?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Python-2\.0)\b/;
  // Sound: npm's own format.
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, object> };
  const strangers = Object.keys(packages).flatMap((path) => {
    const manifest = join(path, "package.json");
    if (path === "" || exceptions.includes(path) || !existsSync(manifest)) return []; // another platform's
    // Sound: a package's own manifest.
    const { license } = JSON.parse(readFileSync(manifest, "utf8")) as { license?: unknown };
    return typeof license === "string" && permissive.test(license) ? [] : [`${path}: ${JSON.stringify(license)}`];
  });
  expect(strangers).toEqual([]);
});
