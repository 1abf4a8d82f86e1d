import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { consumer, testConsumers, writeConsumers } from "../support/grown-consumers.js";
import { writeGrownProject } from "../support/grown-project.js";
import { runNode, type Finished } from "../support/run.js";
import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// What further-operations.test.ts leaves out, over the package as it is built: the compiler, Jest, the check of the request
// samples and the consumers run once each, over everything.
const folder = temporaryFolder();

const suites = [
  "sandbox/login",
  "sandbox/sandbox",
  "description/samples",
  "client/client",
  "client/parameters",
  "package/examples",
].map((name) => `test/${name}.test.ts`);

/** Languages whose toolchain is on every machine of a contributor. */
const sampleLanguages = ["TypeScript", "Shell", "HTTP"];

const good: Finished = { exitCode: 0, stdout: "", stderr: "" };
let compiled: Finished;
let tested: JestReport;
let sampled: Finished;
let samples: Record<string, { label: string; source?: string }[]>;

/** What `jest --json` prints. */
interface JestReport {
  testResults: { name: string; status: string; message: string }[];
}

beforeAll(async () => {
  writeGrownProject(folder);
  const paths = ["--openapi", join(folder, "openapi"), "--out", join(folder, "generated")];
  const generated = await runTypeScript("scripts/generate.ts", paths);
  expect(generated).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await run("--import", "tsx", "scripts/build.ts")).toEqual(good);

  writeConsumers(folder, "enkash-customer-client");
  samples = parse(readFileSync(join(folder, "generated/samples.yaml"), "utf8")) as typeof samples; // Safe: the generator's own file.
  for (const [operationId, [typescript]] of Object.entries(samples))
    writeFileSync(join(folder, consumer(`sample-${operationId}`)), typescript?.source ?? "");
  const only = sampleLanguages.flatMap((label) => ["--only", label]);
  const [tsc, jest, samplesCheck] = await Promise.all([
    run("node_modules/typescript-7/bin/tsc"),
    run("node_modules/jest/bin/jest.js", "--json", "--runInBand", "--runTestsByPath", ...suites),
    run("--import", "tsx", "scripts/samples-check.ts", "--built", ...only),
  ]);
  compiled = tsc;
  sampled = samplesCheck;
  tested = JSON.parse(jest.stdout) as JestReport; // Safe: Jest's documented format.
});

function run(...args: string[]): Promise<Finished> {
  return runNode(args, { cwd: folder });
}

it.each(suites)("they pass %s", (suite) => {
  expect(tested.testResults.find(({ name }) => name.endsWith(suite))).toMatchObject({ status: "passed", message: "" });
});

it("their request samples send what the description says", () => {
  expect(sampled).toMatchObject({ exitCode: 0, stderr: "" });
  for (const label of sampleLanguages) {
    const sent = sampled.stdout.match(
      new RegExp(`^${label}: sent the expected request, and printed the response$`, "gm"),
    );
    expect([label, sent?.length]).toEqual([label, Object.keys(samples).length]);
  }
});

testConsumers(
  () => compiled,
  (url) => run("--import", "tsx", consumer("all"), url),
);
