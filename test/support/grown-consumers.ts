import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { listen } from "./loopback.js";
import type { Finished } from "./run.js";

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

/** The path of a consumer in a grown project. */
export function consumer(name: string): string {
  return `examples/consumers/${name}.ts`;
}

/**
 * Writes a consumer of each call, right and wrong, and `all`, which makes every right call to the URL of its argument.
 *
 * @param entry - what they import
 */
export function writeConsumers(folder: string, entry: string): void {
  mkdirSync(join(folder, "examples/consumers"), { recursive: true });
  for (const [name, call] of [...calls, ...wrongCalls]) {
    const source = `import { createEnkashClient } from "${entry}";

const enkash = createEnkashClient({ baseUrl: process.argv[2] ?? "", allowInsecureHttp: true });
export const { payload } = await enkash.${call};
`;
    writeFileSync(join(folder, consumer(name)), source);
  }
  const imports = calls.map(([name]) => `console.log(JSON.stringify((await import("./${name}.js")).payload));\n`);
  writeFileSync(join(folder, consumer("all")), `${imports.join("")}export {};\n`);
}

/**
 * The tests of the consumers: they compile but for the wrong calls, and each right call works over HTTP.
 *
 * @param compiled - what the compiler printed, once it has ended
 * @param runAll - runs the consumer `all` with this URL
 */
export function testConsumers(compiled: () => Finished, runAll: (url: string) => Promise<Finished>): void {
  /** Each with its further lines. */
  const compilerErrors = () =>
    compiled()
      .stdout.split(/\n(?!\s)/)
      .filter((error) => error !== "");
  const errorsIn = (name: string) => compilerErrors().filter((error) => error.startsWith(`${consumer(name)}(`));

  it("they pass the compiler", () => {
    const wanted = wrongCalls.flatMap(([name]) => errorsIn(name));
    expect(compilerErrors().filter((error) => !wanted.includes(error))).toEqual([]);
  });

  it("each call is a typed method that works over HTTP", async () => {
    let requests = 0;
    const server = await listen((_, response) => {
      const [called, , , , payload] = calls[requests++] ?? [];
      response.writeHead(statuses[called ?? ""] ?? 200, { "content-type": "application/json" });
      response.end(JSON.stringify({ response_code: 0, payload }));
    });
    try {
      const finished = await runAll(server.url);
      const payloads = calls.map(([, , , , payload]) => `${JSON.stringify(payload)}\n`);
      expect(finished).toEqual({ exitCode: 0, stderr: "", stdout: payloads.join("") });
      expect(server.requests).toMatchObject(calls.map(([, , method, url]) => ({ method, url })));
    } finally {
      await server.close();
    }
  });

  it.each(wrongCalls)("%s: %s does not compile", (name, _, named) => {
    expect(errorsIn(name).join("\n")).toContain(named);
  });
}
