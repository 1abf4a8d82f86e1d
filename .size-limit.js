// The limits of `npm run size`: one for the code, and on top of it what the description weighs, so that a further operation
// needs no edit here.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

import { transformSync } from "esbuild";

const { table, enums } = weightOfDescription();
const main = "dist/esm/src/index.js";
const openapiFetch = "dist/esm/src/openapi-fetch.js";

/** @type {[name: string, path: string, names: string, bytes: number][]} */
const limits = [
  ["the whole main entry", main, "*", 7_890 + table + enums],
  ["createEnkashClient alone", main, "{ createEnkashClient }", 7_760 + table],
  ["createOpenapiFetchClient alone", openapiFetch, "{ createOpenapiFetchClient }", 10_920 + table],
  ["createEnkashFetch alone", openapiFetch, "{ createEnkashFetch }", 8_860 + table],
  ["passwordGrant alone", "dist/esm/src/auth/index.js", "{ passwordGrant }", 6_710],
];

export default limits.map(([name, path, names, bytes]) => ({
  name,
  path,
  import: names,
  limit: `${(bytes / 1_000).toFixed(2)} kB`,
}));

/** The bytes of what is generated, each file minified and compressed alone, with the code of `src/` that it needs. */
function weightOfDescription() {
  const text = readFileSync("generated/operations.ts", "utf8");
  const needed = ["media-types", "checks"].filter((name) => text.includes(`/src/${name}.js`));
  return {
    table: needed.reduce((sum, name) => sum + weight(`src/${name}.ts`), weight("generated/operations.ts")),
    enums: weight("generated/enums.ts"),
  };
}

/** @param {string} file */
function weight(file) {
  const { code } = transformSync(readFileSync(file, "utf8"), { loader: "ts", minify: true });
  return brotliCompressSync(code).length;
}
