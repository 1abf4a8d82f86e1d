import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { addPaths, writeGrownDescription } from "../support/grown-description.js";
import { listenWith } from "../support/loopback.js";
import { runNode, type Finished } from "../support/run.js";
import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// A copy of the project to which operations were added as CONTRIBUTING.md says: YAML, and not a line of TypeScript. Those of
// grown/ are the vendor's: JSON bodies, files, payloads of every kind. Those of further-operations/ are made up, and have
// what they have not: a number and a boolean, a second name in the path, a header, an array and an object in the query. The
// compiler, the linter and Jest run once each, over everything.
const rooms = ["api", "docs", "examples", "openapi", "scripts", "src", "test"];
const manifests = ["eslint.config.js", "jest.config.js", "package.json", "tsconfig.json", "tsconfig.build.json"];
const folder = temporaryFolder(...rooms, ...manifests);

const suites = [
  "sandbox/login",
  "sandbox/sandbox",
  "description/samples",
  "client/client",
  "client/parameters",
  "package/examples",
].map((name) => `test/${name}.test.ts`);

const id = "KC0123456789ABCD";

/** A file of a consumer, its call, the request, and the payload of the answer, whose members the consumer reads. */
const calls = [
  ["put", `putMadeUp({ customerId: "${id}", notify: true })`, "PUT", `/api/v0/made-up/of/${id}?notify=true`, "Done."],
  [
    "get-of-customer",
    `getMadeUpOfCustomer({ customerId: "${id}", madeUpId: 42 })`,
    "GET",
    `/api/v0/made-up/of/${id}/42`,
    "Done.",
  ],
  [
    "get",
    'getMadeUp({ period: "year", "X-Trace": 5, kinds: ["a", "b"], filter: { since: 2024 } })',
    "GET",
    "/api/v0/made-up/year?kinds=a&kinds=b&filter[since]=2024",
    "Done.",
  ],
  ["activate", `activateCustomer({ customerId: "${id}" })`, "PUT", `/api/v0/customer/activate/${id}`, "Done."],
  [
    "update",
    `updateCustomer({ customerId: "${id}", body: { address: null } })`,
    "PATCH",
    `/api/v0/customer/${id}`,
    "Done.",
  ],
  [
    "create-bulk",
    'createBulkCustomer({ companyId: "CEK0A1B2C3", body: { file: new Blob(["a"]) } })',
    "POST",
    "/api/v0/customer/bulk?companyId=CEK0A1B2C3",
    { made: "of anything" },
  ],
  [
    "bulk-update",
    'bulkUpdate({ body: { file: new File(["a"], "a.csv") } })',
    "POST",
    "/api/v0/customer/bulk/update",
    { success_count: 1, failureRequests: [{}] },
  ],
  ["get-invoice", 'getInvoice({ invoiceId: "INV1" })', "GET", "/api/v0/invoice/INV1", { invoiceId: "INV1" }],
  [
    "search-invoices",
    'searchCollectionInvoices({ limit: 5, body: { approvalStatuses: ["APPROVER_APPROVED"] } })',
    "POST",
    "/api/v0/invoice/search?limit=5",
    [{ invoiceId: "INV1" }],
  ],
] as const;

const wrongCalls = [
  ["wrong-name", 'putMadeUp({ customerID: "KC0123456789ABCD" })', "customerID"],
  ["missing-parameter", "putMadeUp({})", "customerId"],
  ["wrong-type", 'putMadeUp({ customerId: "KC0123456789ABCD", notify: "yes" })', "boolean"],
  ["outside-the-enum", 'getMadeUp({ period: "week" })', "week"],
  ["missing-body", `updateCustomer({ customerId: "${id}" })`, "body"],
  ["wrong-member", `updateCustomer({ customerId: "${id}", body: { adress: null } })`, "adress"],
  ["wrong-member-type", `updateCustomer({ customerId: "${id}", body: { branchCodes: [5] } })`, "number"],
  ["outside-the-enum-of-a-body", 'searchCollectionInvoices({ body: { approvalStatuses: ["YES"] } })', "YES"],
  ["text-for-a-file", 'bulkUpdate({ body: { file: "a" } })', "Blob"],
] as const;

const good: Finished = { exitCode: 0, stdout: "", stderr: "" };
let compilerErrors: string[];
let linted: Finished;
let tested: JestReport;

/** What `jest --json` prints. */
interface JestReport {
  testResults: { name: string; status: string; message: string }[];
}

beforeAll(async () => {
  addOperations();
  const paths = ["--openapi", join(folder, "openapi"), "--out", join(folder, "generated")];
  const generated = await runTypeScript("scripts/generate.ts", paths);
  expect(generated).toMatchObject({ exitCode: 0, stderr: "" });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  expect(await run("--import", "tsx", "scripts/build.ts")).toEqual(good);

  mkdirSync(join(folder, "examples/consumers"));
  for (const [name, call] of [...calls, ...wrongCalls]) writeConsumer(name, call);
  // So that the linter does not read the types of all that scripts and tests import.
  writeFileSync(join(folder, "src/tsconfig.json"), '{ "extends": "../tsconfig.build.json", "include": ["."] }\n');
  const [tsc, eslint, jest] = await Promise.all([
    run("node_modules/typescript-7/bin/tsc"),
    run("node_modules/eslint/bin/eslint.js", "src"),
    run("node_modules/jest/bin/jest.js", "--json", "--runInBand", "--runTestsByPath", ...suites),
  ]);
  compilerErrors = tsc.stdout.split(/\n(?!\s)/).filter((error) => error !== "");
  linted = eslint;
  tested = JSON.parse(jest.stdout) as JestReport; // Sound: Jest's documented format.
});

function run(...args: string[]): Promise<Finished> {
  return runNode(args, { cwd: folder });
}

function addOperations(): void {
  writeGrownDescription(join(folder, "openapi"));
  cpSync("test/description/further-operations", join(folder, "openapi/paths"), { recursive: true });
  addPaths(join(folder, "openapi"), readdirSync("test/description/further-operations"));
}

function consumer(name: string): string {
  return `examples/consumers/${name}.ts`;
}

function writeConsumer(name: string, call: string): void {
  const source = `import { createEnkashClient } from "enkash-customer-client";

const enkash = createEnkashClient({ baseUrl: process.argv[2] ?? "", allowInsecureHttp: true });
const { payload } = await enkash.${call};
console.log(JSON.stringify(payload));
`;
  writeFileSync(join(folder, consumer(name)), source);
}

function errorsIn(name: string): string[] {
  return compilerErrors.filter((error) => error.startsWith(`${consumer(name)}(`));
}

it("they pass the compiler", () => {
  const wanted = wrongCalls.flatMap(([name]) => errorsIn(name));
  expect(compilerErrors.filter((error) => !wanted.includes(error))).toEqual([]);
});

it("src/ passes the linter with them", () => {
  expect(linted).toEqual(good);
});

it.each(suites)("they pass %s", (suite) => {
  expect(tested.testResults.find(({ name }) => name.endsWith(suite))).toMatchObject({ status: "passed", message: "" });
});

describe("for a consumer", () => {
  it.each(calls)("%s: %s is a typed method that works over HTTP", async (name, _, method, url, payload) => {
    const server = await listenWith(200, { response_code: 0, payload });
    try {
      const finished = await run("--import", "tsx", consumer(name), server.url);
      expect(finished).toEqual({ ...good, stdout: `${JSON.stringify(payload)}\n` });
      expect(server.requests).toMatchObject([{ method, url }]);
    } finally {
      await server.close();
    }
  });

  it.each(wrongCalls)("%s: %s does not compile", (name, _, named) => {
    expect(errorsIn(name).join("\n")).toContain(named);
  });
});
