import { readFileSync } from "node:fs";

import { build } from "esbuild";

const licences = readFileSync("site/assets/LICENSES.txt", "utf8");

it("has a licence for every package that is in a script of the site", async () => {
  const { metafile } = await build({
    entryPoints: ["head", "site", "search", "try"].map((name) => `docs/page/${name}.ts`),
    bundle: true,
    write: false,
    metafile: true,
    outdir: ".",
    define: { sections: "[]" },
  });
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
  );
  expect([...packages]).toEqual(expect.arrayContaining(["highlight.js", "minisearch"]));
  for (const name of packages) expect(licences).toContain(licenceText(name));
});

it("has that of the font", () => {
  expect(licences).toContain(licenceText("@fontsource-variable/inter"));
});

it("is linked from every page", () => {
  expect(readFileSync("site/sdk/index.html", "utf8")).toContain('<a href="../assets/LICENSES.txt">Licences</a>');
});

/** The text of a package's licence, below its name. */
function licenceText(name: string): string {
  // Safe: a package's own manifest.
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as Record<string, string>;
  const title = `${name} ${version} (${license})`;
  const file = ["LICENSE", "LICENSE.txt", "LICENSE.md"].flatMap((file) => {
    try {
      return readFileSync(`node_modules/${name}/${file}`, "utf8");
    } catch {
      return [];
    }
  });
  return `${title}\n${"=".repeat(title.length)}\n\n${(file[0] ?? "no licence").trim()}`;
}
