import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

import { peerNames, type PeerName } from "../peers/peer.js";
import { run, runCase } from "../process.js";
import { inRounds, type Measured } from "../rounds.js";
import { work, type Settings } from "../settings.js";
import { figure, spread, table } from "../table.js";

export interface Size {
  minified: number;
  brotli: number;
}

export type Sizes = Map<PeerName, Size>;
export type Imports = Measured<{ peer: PeerName }, { milliseconds: number }>[];

/** The size of each file in peers/ with all its imports: the JavaScript of a page that deletes a customer. */
export async function measureSizes(): Promise<Sizes> {
  const sizes: Sizes = new Map();
  for (const peer of peerNames) sizes.set(peer, await bundledSize(`${work}/peers/${peer}.js`));
  return sizes;
}

export function measureImports({ importRounds }: Settings): Promise<Imports> {
  return inRounds(
    importRounds,
    peerNames.map((peer) => ({ peer })),
    ({ peer }) => runCase<{ milliseconds: number }>(process.execPath, "import", peer),
  );
}

/** The size of a file and its imports, bundled and minified for browsers. */
export async function bundledSize(file: string): Promise<Size> {
  const bundle = file.replace(/\.[jt]s$/, ".min.js");
  const options = ["--bundle", "--minify", "--format=esm", "--log-level=warning", `--outfile=${bundle}`];
  await run("node_modules/.bin/esbuild", [file, ...options]);
  const bytes = readFileSync(bundle);
  return { minified: bytes.length, brotli: brotliCompressSync(bytes).length };
}

export function sizeSection(sizes: Sizes, imports: Imports): string {
  return table(
    ["", "minified bytes", "with brotli", "import ms"],
    imports.map(({ peer, samples }) => [
      peer,
      figure(sizes.get(peer)?.minified ?? NaN),
      figure(sizes.get(peer)?.brotli ?? NaN),
      spread(
        samples.map(({ milliseconds }) => milliseconds),
        1,
      ),
    ]),
  );
}
