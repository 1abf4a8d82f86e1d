import { existsSync, readFileSync } from "node:fs";

import { expectTypeOf } from "expect-type";

import { sandboxListener } from "../../scripts/shared/sandbox-listener.js";
import * as auth from "../../src/auth/index.js";
import * as enkash from "../../src/index.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { nodeLines } from "../runtimes/node-lines.js";
import { codeBlocks, compile, runBlock, type Fault } from "../support/code-blocks.js";
import { certificateFile, listenAsProxy } from "../support/connect-proxy.js";

const readme = readFileSync("README.md", "utf8");
const blocks = codeBlocks("README.md");
const [use = "", second = "", handle = "", login = "", test = "", log = "", trace = "", proxy = ""] = blocks;
const id = "KC0123456789ABCD";

const options = [
  "baseUrl",
  "accessToken",
  "timeoutMs",
  "maxResponseBytes",
  "maxRetries",
  "headers",
  "fetch",
  "onAttempt",
  "allowInsecureHttp",
] as const satisfies (keyof enkash.EnkashClientOptions)[];

/** The first cell of each row below a heading. */
function firstCells(heading: string): string[] {
  const [, section = ""] = readme.split(`\n## ${heading}\n`);
  const [until = ""] = section.split("\n## ");
  const rows = Array.from(until.matchAll(/^\| (.*?) +\|/gm), ([, cell = ""]) => cell);
  return rows.slice(1).filter((cell) => !/^-+$/.test(cell));
}

// Some blocks wait for seconds, so all of them run at the same time.
it("compiles", async () => {
  expect(blocks).toHaveLength(8);
  await expect(compile(blocks)).resolves.toBe("");
});

it("leads to files that exist", () => {
  const links = Array.from(readme.matchAll(/\]\(([^)#:]+)\)/g), ([, link = ""]) => link);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

it.concurrent("shows the first call", async () => {
  await expect(runBlock(use)).resolves.toMatchObject({ stdout: "Customer deleted successfully.\n", stderr: "" });
});

it.concurrent("shows the same call through openapi-fetch, and how it tells a failure", async () => {
  await expect(runBlock(second)).resolves.toMatchObject({ stdout: "Customer deleted successfully.\n", stderr: "" });
  const { stdout, stderr } = await runBlock(second, { fault: "forbidden" });
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^refused .+\n$/) as string, stderr: "" });
});

it.concurrent("shows how a consumer logs in", async () => {
  await expect(runBlock(login)).resolves.toMatchObject({ stdout: "deleted\n", stderr: "" });
});

it.concurrent("shows how a consumer learns that the login was refused", async () => {
  await expect(runBlock(login, { env: { ENKASH_PASSWORD: "wrong" } })).resolves.toMatchObject({
    stdout: "login refused: Bad credentials\n",
    stderr: "",
  });
});

it.concurrent("shows how a consumer tests", async () => {
  await expect(runBlock(test)).resolves.toMatchObject({ stdout: "0 customers left\n", stderr: "" });
});

it.concurrent("shows how a consumer logs each attempt", async () => {
  const { stdout, stderr } = await runBlock(log);
  const event = { operationId: "deleteCustomerByCustomerId", attempt: 1, status: 200 };
  expect(JSON.parse(stdout)).toEqual({ ...event, durationMs: expect.any(Number) as unknown });
  expect(stderr).toBe("");
});

it.concurrent("shows how a consumer logs the error of an attempt", async () => {
  const { stdout } = await runBlock(log, { fault: "refused" });
  const [first = ""] = stdout.split("\n");
  expect(JSON.parse(first)).toMatchObject({ attempt: 1, error: { name: "EnkashConnectionError", outcome: "unknown" } });
});

describe("shows how a consumer makes spans:", () => {
  const imports = ["./test/support/print-spans.ts"];
  const span = { name: "deleteCustomerByCustomerId", kind: 2 };

  it.concurrent("one for a call that succeeds", async () => {
    const { stdout } = await runBlock(trace, { imports });
    expect(JSON.parse(stdout)).toEqual({
      ...span,
      attributes: { "http.request.resend_count": 0, "http.response.status_code": 200 },
      status: 0,
      events: [],
    });
  });

  it.concurrent("one for each attempt", async () => {
    const { stdout } = await runBlock(trace, { imports, fault: "refused" });
    const attempts = [0, 1, 2].map((count) => ({
      ...span,
      attributes: { "http.request.resend_count": count },
      status: 2,
      events: ["exception"],
    }));
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(attempts);
  });
});

it.concurrent("shows how a consumer goes through a proxy", async () => {
  const server = await listenAsProxy(sandboxListener(createSandbox()));
  try {
    const ran = await runBlock(proxy, { env: { HTTPS_PROXY: server.url, NODE_EXTRA_CA_CERTS: certificateFile } });
    expect(ran).toMatchObject({ stdout: "Customer deleted successfully.\n", stderr: "" });
    expect(server.asked).toEqual(["ekpayout-uat.enkash.in:443"]);
  } finally {
    await server.close();
  }
});

describe("shows how each error is handled:", () => {
  const operation = "deleteCustomerByCustomerId";

  it.concurrent.each<[fault: Fault, first: string, second?: string]>([
    ["none", "deleted", "there is no such customer now"],
    ["forbidden", `not deleted: ${operation} failed with HTTP 403: INVALID_ACCESS`],
    ["refused", `not known: ${operation}: no response: fetch failed (attempt 2)`],
    ["stalled", `not known: ${operation}: no full response within 2000 ms (attempt 2)`],
    ["redirect", `not known: ${operation}: HTTP 303, a redirect is not followed`],
  ])("%s", async (fault, first, second = first) => {
    const { stdout, stderr } = await runBlock(handle, { fault });
    expect(stderr).toBe("");
    expect(stdout.trim().split("\n")).toEqual([
      expect.stringContaining(`${id}: ${first}`),
      expect.stringContaining(`${id}: ${second}`),
      expect.stringContaining(`KC-1: not deleted: ${operation}: customerId must match`),
    ]);
  });
});

it("names every error class, and no other", () => {
  const classes = Object.keys({ ...enkash, ...auth }).filter((name) => /^Enkash.+Error$/.test(name));
  const named = firstCells("What can go wrong").flatMap((cell) => /^`(Enkash\w+)`/.exec(cell)?.[1] ?? []);
  expect(named.sort()).toEqual(classes.sort());
});

it("names every option, and no other", () => {
  const named = firstCells("Options").flatMap((cell) => /^`(\w+)`/.exec(cell)?.[1] ?? []);
  type NoOption = Exclude<keyof enkash.EnkashClientOptions, (typeof options)[number]>;
  expectTypeOf<NoOption>().toBeNever();
  expect(named.sort()).toEqual([...options].sort());
});

describe("quotes messages as they are:", () => {
  const messages = firstCells("Troubleshooting").map((cell) => /^`([^`]+)`/.exec(cell)?.[1] ?? "");

  it.each([
    [0, "none", { ENKASH_ACCESS_TOKEN: "" }],
    [2, "unauthorized", {}],
    [3, "refused", {}],
    [4, "web page", {}],
  ] as const)("message %p, which comes under the fault %p", async (index, fault, env) => {
    const { stderr } = await runBlock(use, { fault, env });
    expect(messages).toHaveLength(5);
    expect(stderr).toContain(messages[index]);
  });

  it("message 1, which comes for a malformed id", async () => {
    const { stdout } = await runBlock(handle);
    expect(stdout).toContain(messages[1]);
  });
});

it("names the lines of Node that CI tests, from the oldest version that can install the package", () => {
  expect(firstCells("Runtimes").map((cell) => `node-${parseInt(cell)}`)).toEqual(nodeLines.map(({ name }) => name));
  expect(readFileSync(".ci/run", "utf8")).toMatch(/^npm run test:node$/m);
  const [oldest] = nodeLines;
  // Safe: our own manifest.
  const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${oldest?.version}`);
  expect(firstCells("Runtimes")[0]).toBe(`20, since ${oldest?.version.replace(/\.0$/, "")}`);
});
