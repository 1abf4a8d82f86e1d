import { readdirSync, readFileSync } from "node:fs";

import { expectTypeOf } from "expect-type";

import { sandboxListener } from "../../scripts/shared/sandbox-listener.js";
import * as auth from "../../src/auth/index.js";
import * as enkash from "../../src/index.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { nodeLines } from "../runtimes/node-lines.js";
import { codeBlocks, compile, runBlock } from "../support/code-blocks.js";
import { certificateFile, listenAsProxy } from "../support/connect-proxy.js";
import { documented } from "../support/documented.js";

const pages = readdirSync("docs")
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
const blocks = Object.fromEntries(pages.map((page) => [page, codeBlocks(page)]));

function text(page: string): string {
  return readFileSync(page, "utf8");
}

/** The first cell of each row of a page's tables. */
function firstCells(page: string): string[] {
  return Array.from(text(page).matchAll(/^\| (.*?) +\|/gm), ([, cell = ""]) => cell);
}

it("all code compiles", async () => {
  await expect(compile(Object.values(blocks).flat())).resolves.toBe("");
});

// Some blocks wait for seconds, so all of them run at the same time: those of docs/testing.md, which take longest, early.
describe.each(pages.filter((page) => blocks[page]?.length !== 0).reverse())("%s", (page) => {
  const outputs = Array.from(
    text(page).matchAll(/^```ts\n[^]*?^```\n\n(?:```text\n([^]*?)^```$)?/gm),
    ([, output]) => output,
  );

  it.concurrent("prints what it says", async () => {
    const shown = (blocks[page] ?? []).flatMap((block, index) => {
      const output = outputs[index];
      return output === undefined ? [] : [{ block, output }];
    });
    const ran = await Promise.all(shown.map(({ block }) => runBlock(block)));
    expect(ran.map(({ stdout, stderr }) => stdout + stderr)).toEqual(shown.map(({ output }) => output));
  });

  it("shows what each block prints, but for those that are tested below", () => {
    const silent = outputs.filter((output) => output === undefined).length;
    expect(silent).toBe({ "docs/logging.md": 2, "docs/proxies.md": 1 }[page] ?? 0);
  });
});

describe("the page on logging", () => {
  const [log = "", trace = ""] = blocks["docs/logging.md"] ?? [];
  const imports = ["./test/support/print-spans.ts"];
  const span = { name: "deleteCustomerByCustomerId", kind: 2 };

  it.concurrent("shows how a consumer logs each attempt", async () => {
    const { stdout, stderr } = await runBlock(log);
    const event = { operationId: "deleteCustomerByCustomerId", attempt: 1, status: 200 };
    expect(JSON.parse(stdout)).toEqual({ ...event, durationMs: expect.any(Number) as unknown });
    expect(stderr).toBe("");
  });

  it.concurrent("shows how a consumer logs the error of an attempt", async () => {
    const { stdout } = await runBlock(log, { fault: "refused" });
    const [first = ""] = stdout.split("\n");
    expect(JSON.parse(first)).toMatchObject({
      attempt: 1,
      error: { name: "EnkashConnectionError", outcome: "unknown" },
    });
  });

  it.concurrent("shows how a consumer makes a span for a call that succeeds", async () => {
    const { stdout } = await runBlock(trace, { imports });
    expect(JSON.parse(stdout)).toEqual({
      ...span,
      attributes: { "http.request.resend_count": 0, "http.response.status_code": 200 },
      status: 0,
      events: [],
    });
  });

  it.concurrent("shows how a consumer makes one for each attempt", async () => {
    const { stdout } = await runBlock(trace, { imports, fault: "refused" });
    const attempts = [0, 1, 2].map((count) => ({
      ...span,
      attributes: { "http.request.resend_count": count },
      status: 2,
      events: ["exception"],
    }));
    const lines = stdout.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(attempts);
  });
});

it.concurrent("the page on proxies shows how a consumer goes through one", async () => {
  const [proxy = ""] = blocks["docs/proxies.md"] ?? [];
  const server = await listenAsProxy(sandboxListener(createSandbox()));
  try {
    const ran = await runBlock(proxy, { env: { HTTPS_PROXY: server.url, NODE_EXTRA_CA_CERTS: certificateFile } });
    expect(ran).toMatchObject({ stdout: "Customer deleted successfully.\n", stderr: "" });
    expect(server.asked).toEqual(["ekpayout-uat.enkash.in:443"]);
  } finally {
    await server.close();
  }
});

it.concurrent("the page on tokens shows how a consumer learns that the login was refused", async () => {
  const [, login = ""] = blocks["docs/tokens.md"] ?? [];
  await expect(runBlock(login, { env: { ENKASH_PASSWORD: "wrong" } })).resolves.toMatchObject({
    stdout: "login refused: Bad credentials\n",
    stderr: "",
  });
});

describe("the page on errors", () => {
  const page = text("docs/errors.md");
  const sections = page.split(/^#+ /m).map((section) => {
    const [heading = "", ...lines] = section.split("\n");
    return { heading, content: lines.join("\n").trim() };
  });
  const ofClasses = sections.filter(({ heading }) => /^Enkash\w+$/.test(heading));
  const ofTypes = sections.filter(({ heading }) => /^[A-Z_]+$/.test(heading));

  it("has a section for each error class, and for no other", () => {
    const classes = Object.keys({ ...enkash, ...auth }).filter((name) => /^Enkash.+Error$/.test(name));
    expect(ofClasses.map(({ heading }) => heading).sort()).toEqual(classes.sort());
  });

  it("has a section for each error type of the description, with the status of its example", () => {
    const ofExamples = Object.entries(documented)
      .filter(([status]) => status !== "200")
      .flatMap(([status, bodies]) =>
        Object.values(bodies).map(({ errorResponse }) => [String(errorResponse?.errorType), status] as const),
      );
    const ofPage = ofTypes.map(
      ({ heading, content }) => [heading, /^Usual status: (\d+)\./.exec(content)?.[1]] as const,
    );
    expect(Object.fromEntries(ofPage)).toEqual(Object.fromEntries(ofExamples));
    expect(ofPage.map(([name]) => name)).toEqual([...enkash.errorTypes]);
  });

  it.each([...ofClasses, ...ofTypes])("says what to do after $heading", ({ content }) => {
    expect(content).toMatch(/^\*\*What to do:\*\* ./m);
  });

  it("names every outcome, and no other", () => {
    const outcomes = ["not-sent", "refused", "not-found", "unknown"] as const;
    expectTypeOf<(typeof outcomes)[number]>().toEqualTypeOf<enkash.EnkashError["outcome"]>();
    const named = firstCells("docs/errors.md").flatMap((cell) => /^`"([\w-]+)"`/.exec(cell)?.[1] ?? []);
    expect(named).toEqual(outcomes);
  });

  it("counts the error types in words, as the description's facts do", () => {
    const words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    const count = words[enkash.errorTypes.length - 1];
    expect(page).toContain(`EnKash lists ${count} values`);
    expect(text("openapi/README.md")).toContain(`the ${count} values of \`errorType\``);
  });
});

it("the page on options names every option, and no other", () => {
  const options = [
    "baseUrl",
    "accessToken",
    "timeoutMs",
    "maxRetries",
    "maxResponseBytes",
    "headers",
    "fetch",
    "onAttempt",
    "allowInsecureHttp",
  ] as const satisfies (keyof enkash.EnkashClientOptions)[];
  type NoOption = Exclude<keyof enkash.EnkashClientOptions, (typeof options)[number]>;
  expectTypeOf<NoOption>().toBeNever();
  const named = firstCells("docs/options.md").flatMap((cell) => /^`(\w+)`/.exec(cell)?.[1] ?? []);
  expect(named).toEqual(options);
});

it("the page on runtimes names the lines of Node that CI tests, from the oldest version that can install the package", () => {
  const lines = firstCells("docs/runtimes.md").filter((cell) => /^\d/.test(cell));
  expect(lines.map((cell) => `node-${parseInt(cell)}`)).toEqual(nodeLines.map(({ name }) => name));
  expect(readFileSync(".ci/run", "utf8")).toMatch(/^step npm run test:node$/m);
  const [oldest] = nodeLines;
  // Safe: our own manifest.
  const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${oldest?.version}`);
  const short = oldest?.version.replace(/\.0$/, "");
  expect(lines[0]).toBe(`20, since ${short}`);
  expect(text("docs/quick-start.md")).toContain(`You need Node ${short} or newer`);
});
