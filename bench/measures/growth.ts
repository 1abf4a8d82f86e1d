import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { writeDescriptionOf } from "./growth-description.js";
import { run, runCase } from "../process.js";
import { median } from "../rounds.js";
import { work, type Settings } from "../settings.js";
import { bundledSize, type Size } from "./size.js";
import { figure, spread, table } from "../table.js";

export interface Grown {
  operations: number;
  generateMs: number[];
  /** The sum of the peaks of all its processes. */
  generatePeakBytes: number[];
  generatedBytes: number;
  typeCheckMs: number[];
  importMs: number[];
  createMs: number[];
  bundle: Size;
}

const tsc = "node_modules/typescript-7/bin/tsc";

/** The cost for contributors and consumers as the description grows. */
export async function measureGrowth({ growth, growthRounds }: Settings): Promise<Grown[]> {
  const grown: Grown[] = [];
  for (const operations of growth) grown.push(await grow(operations, growthRounds));
  return grown;
}

async function grow(operations: number, rounds: number): Promise<Grown> {
  const folder = `${work}/growth-${operations}`;
  const generated = `${folder}/generated`;
  writeDescriptionOf(operations, `${folder}/openapi`);
  const peakFile = resolve(folder, "peak");
  const env = { NODE_OPTIONS: `--import ${resolve(work, "cases/peak-memory.js")}`, PEAK_MEMORY_FILE: peakFile };
  const generate = [`${work}/generate.js`, "--openapi", `${folder}/openapi`, "--out", generated];
  const generateMs: number[] = [];
  const generatePeakBytes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    rmSync(generated, { recursive: true, force: true });
    rmSync(peakFile, { force: true });
    generateMs.push(await millisecondsOf(run(process.execPath, generate, env)));
    const peaks = readFileSync(peakFile, "utf8").trim().split("\n").map(Number);
    generatePeakBytes.push(peaks.reduce((sum, peak) => sum + peak, 0));
  }

  await buildClient(folder);
  const consumer = writeConsumer(folder);
  const typeCheckMs: number[] = [];
  const starts: { importMs: number; createMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    typeCheckMs.push(await millisecondsOf(run(process.execPath, [tsc, "--project", folder + "/consumer.json"])));
    starts.push(await runCase(process.execPath, "start", resolve(folder, "dist/src/index.js")));
  }
  return {
    operations,
    generateMs,
    generatePeakBytes,
    generatedBytes: readdirSync(generated).reduce((sum, file) => sum + statSync(`${generated}/${file}`).size, 0),
    typeCheckMs,
    importMs: starts.map(({ importMs }) => importMs),
    createMs: starts.map(({ createMs }) => createMs),
    bundle: await bundledSize(consumer),
  };
}

async function millisecondsOf(task: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task;
  return performance.now() - startedAt;
}

/** Builds the package with the generated files of this description. */
async function buildClient(folder: string): Promise<void> {
  cpSync("src", `${folder}/src`, { recursive: true });
  const options = { rootDir: ".", outDir: "dist" };
  const project = { extends: resolve("tsconfig.build.json"), compilerOptions: options, include: ["src"] };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(project));
  await run(process.execPath, [tsc, "--project", folder, "--emitDeclarationOnly"]);
  const bundle = ["--bundle", "--packages=external", "--format=esm", "--target=es2022", "--log-level=warning"];
  await run("node_modules/.bin/esbuild", [`${folder}/src/index.ts`, ...bundle, `--outdir=${folder}/dist/src`]);
}

/** Writes a strict consumer project that checks every declaration file (`skipLibCheck` is off). */
function writeConsumer(folder: string): string {
  const options = { module: "nodenext", target: "es2022", types: [], strict: true, skipLibCheck: false, noEmit: true };
  writeFileSync(`${folder}/consumer.json`, JSON.stringify({ compilerOptions: options, files: ["consumer.ts"] }));
  writeFileSync(
    `${folder}/consumer.ts`,
    `import { createEnkashClient } from "./dist/src/index.js";

const enkash = createEnkashClient({ baseUrl: "https://127.0.0.1" });
export const deleted = await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
export const payload: string | null | undefined = deleted.payload;
`,
  );
  return `${folder}/consumer.ts`;
}

export function growthSection(grown: readonly Grown[]): string {
  const [first, last] = [grown[0], grown.at(-1)];
  if (first === undefined || last === undefined) return "";
  const hundreds = (last.operations - first.operations) / 100;
  return table(
    ["operations", ...columns.map(({ title }) => title)],
    [
      ...grown.map((one) => [
        figure(one.operations),
        ...columns.map(({ of, unit: { size, digits } }) => {
          const samples = of(one).map((sample) => sample / size);
          return samples.length === 1 ? figure(median(samples), digits) : spread(samples, digits);
        }),
      ]),
      [
        "**per 100 more operations**",
        ...columns.map(({ of, unit: { size, digits } }) =>
          figure((median(of(last)) - median(of(first))) / hundreds / size, digits),
        ),
      ],
    ],
  );
}

/** Sizes have one sample, because they do not vary between rounds. */
const columns: { title: string; of: (grown: Grown) => number[]; unit: Unit }[] = [
  { title: "`generate`, s", of: ({ generateMs }) => generateMs, unit: { size: 1_000, digits: 2 } },
  {
    title: "its peak memory, MiB",
    of: ({ generatePeakBytes }) => generatePeakBytes,
    unit: { size: 1_024 ** 2, digits: 0 },
  },
  { title: "`generated/`, KiB", of: ({ generatedBytes }) => [generatedBytes], unit: { size: 1_024, digits: 1 } },
  { title: "type check, s", of: ({ typeCheckMs }) => typeCheckMs, unit: { size: 1_000, digits: 2 } },
  { title: "import, ms", of: ({ importMs }) => importMs, unit: { size: 1, digits: 1 } },
  { title: "first client, ms", of: ({ createMs }) => createMs, unit: { size: 1, digits: 1 } },
  { title: "bundle, KiB", of: ({ bundle }) => [bundle.minified], unit: { size: 1_024, digits: 1 } },
  { title: "with brotli, KiB", of: ({ bundle }) => [bundle.brotli], unit: { size: 1_024, digits: 1 } },
];

interface Unit {
  size: number;
  digits: number;
}
