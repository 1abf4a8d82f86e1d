import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";

import { build } from "esbuild";

import { packPackage } from "../../scripts/shared/pack-package.js";
import { requireBuild } from "../../scripts/shared/require-build.js";
import { runNode } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

requireBuild();
const folder = temporaryFolder();
let tarball: string;
beforeAll(() => {
  packPackage("--silent", "--pack-destination", folder);
  tarball = join(folder, readdirSync(folder)[0] ?? "");
});

/** What a consumer can import. */
const entries = ["index", "openapi-fetch", "auth/index", "sandbox/index"];

it("the tarball holds these files and no others", () => {
  const packed = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n").sort();
  const built = ["esm", "cjs"].flatMap((build) => [
    `dist/${build}/package.json`,
    ...entries.flatMap((entry) => [`dist/${build}/src/${entry}.js`, `dist/${build}/src/${entry}.d.ts`]),
  ]);
  const expected = [...built, "CHANGELOG.md", "LICENSE", "README.md", "openapi.yaml", "package.json"];
  expect(packed).toEqual(expected.map((name) => `package/${name}`).sort());
});

it("the packed manifest is that of the repository, without what means something only there", () => {
  const packed = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" });
  // Safe: our own manifests.
  const [published, manifest] = [packed, readFileSync("package.json", "utf8")].map(
    (text) => JSON.parse(text) as Record<string, unknown>,
  );
  expect(manifest).toMatchObject(published ?? {});
  expect(Object.keys(published ?? {})).toEqual([
    ...["name", "version", "description", "keywords", "homepage", "bugs", "repository", "license", "author"],
    ...["type", "engines", "sideEffects", "main", "types", "exports", "typesVersions", "files"],
    ...["dependencies", "publishConfig"],
  ]);
});

it.each(entries)("the declarations of %s import other packages only, and both builds have the same", (entry) => {
  const declarations = readFileSync(`dist/esm/src/${entry}.d.ts`, "utf8");
  const imported = Array.from(declarations.matchAll(/(?:from|import)\s*\(?["']([^"']+)["']/g), ([, name]) => name);
  expect(imported.filter((name) => name !== "openapi-fetch")).toEqual([]);
  expect(readFileSync(`dist/cjs/src/${entry}.d.ts`, "utf8")).toBe(declarations);
});

it("the description is an export, and a file of the same name", () => {
  const exported = createRequire(resolve("package.json")).resolve("enkash-customer-client/openapi.yaml");
  expect(relative(".", exported)).toBe("openapi.yaml");
  expect(readFileSync(exported, "utf8")).toBe(readFileSync("generated/openapi.yaml", "utf8"));
});

it("a stack trace of the package can be read without source maps", async () => {
  const script = `
    import { createEnkashClient } from "enkash-customer-client";
    const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid" });
    await enkash.deleteCustomerByCustomerId({ customerId: "KC-1" }).catch(({ stack }) => console.log(stack));`;
  const { stdout } = await runNode(["--input-type=module", "--eval", script]);
  expect(stdout).toMatch(/at checkParameters \(.*dist\/esm\/src\/index\.js:\d+:\d+\)[^]*\[eval1\]:4:/);
});

it.each(["", "/openapi-fetch", "/auth", "/sandbox"])(
  "a bundle that uses nothing of enkash-customer-client%s is empty",
  async (entry) => {
    const { outputFiles } = await build({
      stdin: { contents: `import "enkash-customer-client${entry}";`, resolveDir: "." },
      bundle: true,
      write: false,
      format: "esm",
      logLevel: "silent", // It warns about an empty bundle.
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
    "--exclude-entrypoints", // It is not a module.
    "openapi.yaml",
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
  const exceptions = [
    "node_modules/axe-core", // MPL-2.0. Tests accessibility; nothing of it is shipped.
    "node_modules/@fontsource-variable/inter", // OFL-1.1, as fonts are. On the docs site, with its licence.
  ];
  const permissive = /^\(?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Python-2\.0)\b/;
  // Safe: npm's own format.
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, object> };
  const strangers = Object.keys(packages).flatMap((path) => {
    const manifest = join(path, "package.json");
    if (path === "" || exceptions.includes(path) || !existsSync(manifest)) return []; // A package for another platform.
    // Safe: a package's own manifest.
    const { license } = JSON.parse(readFileSync(manifest, "utf8")) as { license?: unknown };
    return typeof license === "string" && permissive.test(license) ? [] : [`${path}: ${JSON.stringify(license)}`];
  });
  expect(strangers).toEqual([]);
});
