import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { writeGrownProject } from "../support/grown-project.js";
import { listen } from "../support/loopback.js";
import { runNode, type Finished } from "../support/run.js";
import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// The compiler, Jest, the check of the request samples and the consumers run once each, over everything. The other steps of
// `npm test`, which take long, are those of `npm run test:grown`.
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

const id = "KC0123456789ABCD";

/** A file of a consumer, its call, the request, and the payload of the response, whose members the consumer reads. */
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
  [
    "make-contact",
    `postMadeUpContact({ customerId: "${id}", period: "2024", body: { name: "A", born: "2000-02-29", notes: { a: "A" } } })`,
    "POST",
    `/api/v0/customer/${id}/contacts?period=2024`,
    { a: 1 },
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

/** The status of the response to a call, if not 200. */
const statuses: Record<string, number> = { "make-contact": 201 };

const wrongCalls = [
  ["wrong-name", 'putMadeUp({ customerID: "KC0123456789ABCD" })', "customerID"],
  ["missing-parameter", "putMadeUp({})", "customerId"],
  ["wrong-type", 'putMadeUp({ customerId: "KC0123456789ABCD", notify: "yes" })', "boolean"],
  ["outside-the-enum", 'getMadeUp({ period: "week" })', "week"],
  ["missing-body", `updateCustomer({ customerId: "${id}" })`, "body"],
  ["wrong-member", `updateCustomer({ customerId: "${id}", body: { adress: null } })`, "adress"],
  ["wrong-member-type", `updateCustomer({ customerId: "${id}", body: { branchCodes: [5] } })`, "number"],
  ["outside-the-enum-of-a-body", 'searchCollectionInvoices({ body: { approvalStatuses: ["YES"] } })', "YES"],
  ["wrong-map", `postMadeUpContact({ customerId: "${id}", body: { name: "A", notes: { a: 5 } } })`, "number"],
  ["text-for-a-file", 'bulkUpdate({ body: { file: "a" } })', "Blob"],
] as const;

const good: Finished = { exitCode: 0, stdout: "", stderr: "" };
let compilerErrors: string[];
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

  mkdirSync(join(folder, "examples/consumers"));
  for (const [name, call] of [...calls, ...wrongCalls]) writeConsumer(name, call);
  samples = parse(readFileSync(join(folder, "generated/samples.yaml"), "utf8")) as typeof samples; // Safe: the generator's own file.
  for (const [operationId, [typescript]] of Object.entries(samples))
    writeFileSync(join(folder, consumer(`sample-${operationId}`)), typescript?.source ?? "");
  const only = sampleLanguages.flatMap((label) => ["--only", label]);
  const [tsc, jest, samplesCheck] = await Promise.all([
    run("node_modules/typescript-7/bin/tsc"),
    run("node_modules/jest/bin/jest.js", "--json", "--runInBand", "--runTestsByPath", ...suites),
    run("--import", "tsx", "scripts/samples-check.ts", "--built", ...only),
  ]);
  compilerErrors = tsc.stdout.split(/\n(?!\s)/).filter((error) => error !== "");
  sampled = samplesCheck;
  tested = JSON.parse(jest.stdout) as JestReport; // Safe: Jest's documented format.
});

function run(...args: string[]): Promise<Finished> {
  return runNode(args, { cwd: folder });
}

function consumer(name: string): string {
  return `examples/consumers/${name}.ts`;
}

function writeConsumer(name: string, call: string): void {
  const source = `import { createEnkashClient } from "enkash-customer-client";

const enkash = createEnkashClient({ baseUrl: process.argv[2] ?? "", allowInsecureHttp: true });
export const { payload } = await enkash.${call};
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

describe("for a consumer", () => {
  it("each call is a typed method that works over HTTP", async () => {
    let requests = 0;
    const server = await listen((_, response) => {
      const [called, , , , payload] = calls[requests++] ?? [];
      response.writeHead(statuses[called ?? ""] ?? 200, { "content-type": "application/json" });
      response.end(JSON.stringify({ response_code: 0, payload }));
    });
    const imports = calls.map(([name]) => `console.log(JSON.stringify((await import("./${name}.js")).payload));\n`);
    writeFileSync(join(folder, consumer("all")), `${imports.join("")}export {};\n`);
    try {
      const finished = await run("--import", "tsx", consumer("all"), server.url);
      const payloads = calls.map(([, , , , payload]) => `${JSON.stringify(payload)}\n`);
      expect(finished).toEqual({ ...good, stdout: payloads.join("") });
      expect(server.requests).toMatchObject(calls.map(([, , method, url]) => ({ method, url })));
    } finally {
      await server.close();
    }
  });

  it.each(wrongCalls)("%s: %s does not compile", (name, _, named) => {
    expect(errorsIn(name).join("\n")).toContain(named);
  });
});
