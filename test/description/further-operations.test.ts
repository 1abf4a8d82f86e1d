import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { listenWith } from "../support/loopback.js";
import { runNode, type Finished } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// A copy of the project to which operations were added as CONTRIBUTING.md says: YAML, and not a line of TypeScript. They
// have what the first one has not: another method, a number and a boolean, a second name in the path, an enum, an answer
// of their own, no customer.
const rooms = ["api", "docs", "examples", "openapi", "scripts", "src", "test"];
const manifests = ["eslint.config.js", "jest.config.js", "package.json", "tsconfig.json", "tsconfig.build.json"];
const folder = temporaryFolder(...rooms, ...manifests);

const good: Finished = { exitCode: 0, stdout: "", stderr: "" };

function run(...args: string[]): Promise<Finished> {
  return runNode(args, { cwd: folder });
}

function typecheck(): Promise<Finished> {
  return run("node_modules/typescript-7/bin/tsc");
}

beforeAll(async () => {
  cpSync("test/description/further-operations", join(folder, "openapi/paths"), { recursive: true });
  const named = readdirSync("test/description/further-operations").map((file) => {
    return `  /${file.replace(/\.yaml$/, "").replaceAll("_", "/")}:\n    $ref: paths/${file}\n`;
  });
  const root = join(folder, "openapi/openapi.yaml");
  writeFileSync(root, readFileSync(root, "utf8").replace(/^components:/m, `${named.join("")}$&`));

  const paths = ["--openapi", join(folder, "openapi"), "--out", join(folder, "generated")];
  expect(await runNode(["--import", "tsx", "scripts/generate.ts", ...paths])).toMatchObject({
    exitCode: 0,
    stderr: "",
  });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  expect(await run("--import", "tsx", "scripts/build.ts")).toEqual(good);
});

it("they pass the compiler", async () => {
  expect(await typecheck()).toEqual(good);
});

it("they pass the linter", async () => {
  expect(await run("node_modules/eslint/bin/eslint.js", "src", "scripts", "docs", "test")).toEqual(good);
});

it.each([
  "sandbox/",
  "description/samples",
  "client/client",
  "client/parameters",
  "package/examples",
  "package/sandbox-script",
])("they pass test/%s*.test.ts", async (name) => {
  const ran = await run("node_modules/jest/bin/jest.js", `test/${name}`);
  expect({ ...ran, stderr: ran.exitCode === 0 ? "" : ran.stderr }).toEqual(good);
});

describe("for a consumer", () => {
  const consumer = join(folder, "examples/consumer.ts");
  afterEach(() => {
    rmSync(consumer);
  });

  function write(call: string): void {
    writeFileSync(
      consumer,
      `import { createEnkashClient } from "enkash-customer-client";

const enkash = createEnkashClient({ baseUrl: process.argv[2] ?? "", allowInsecureHttp: true });
const { payload } = await enkash.${call};
console.log(payload);
`,
    );
  }

  it.each([
    [
      'putMadeUp({ customerId: "KC0123456789ABCD", notify: true })',
      "PUT",
      "/api/v0/customer/KC0123456789ABCD/made-up?notify=true",
    ],
    [
      'getMadeUpOfCustomer({ customerId: "KC0123456789ABCD", madeUpId: 42 })',
      "GET",
      "/api/v0/customer/KC0123456789ABCD/made-up/42",
    ],
    ['getMadeUp({ period: "year" })', "GET", "/api/v0/made-up/year"],
  ])("%s is a typed method that works over HTTP", async (call, method, url) => {
    write(call);
    expect(await typecheck()).toEqual(good);
    const server = await listenWith(200, { response_code: 0, payload: "Done." });
    try {
      expect(await run("--import", "tsx", consumer, server.url)).toEqual({ ...good, stdout: "Done.\n" });
      expect(server.requests).toMatchObject([{ method, url }]);
    } finally {
      await server.close();
    }
  });

  it.each([
    ["a wrong name", 'putMadeUp({ customerID: "KC0123456789ABCD" })', "customerID"],
    ["a missing parameter", "putMadeUp({})", "customerId"],
    ["a wrong type", 'putMadeUp({ customerId: "KC0123456789ABCD", notify: "yes" })', "boolean"],
    ["a value outside the enum", 'getMadeUp({ period: "week" })', "week"],
  ])("%s does not compile", async (_, call, named) => {
    write(call);
    const { exitCode, stdout } = await typecheck();
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain("examples/consumer.ts");
    expect(stdout).toContain(named);
  });
});
