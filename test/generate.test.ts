import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { listenWith } from "./loopback.js";
import { runNode } from "./run.js";
import { temporaryFolder } from "./temporary-folder.js";

const customerId = "components/parameters/CustomerId.yaml";

function generate(...args: string[]) {
  return runNode(["--import", "tsx", "scripts/generate.ts", ...args]);
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
}

describe("generate", () => {
  it("writes what is committed, byte for byte", async () => {
    const out = join(temporaryFolder(), "out");
    await expect(generate("--out", out)).resolves.toMatchObject({ exitCode: 0, stderr: "" });
    expect(contents(out)).toEqual(contents("generated"));
    for (const text of Object.values(contents(out))) expect(text.split("\n")[0]).toContain("Do not edit");
  });

  it("with --check writes nothing, and fails with the list of stale files", async () => {
    const folder = temporaryFolder("generated", "openapi");
    const out = join(folder, "generated");
    writeFileSync(join(out, "schema.ts"), "// stale\n");
    rmSync(join(out, "operations.ts"));
    const before = contents(out);
    const { exitCode, stderr } = await generate("--check", "--out", out);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `generate: stale, run npm run generate: ${join(out, "schema.ts")}, ${join(out, "operations.ts")}\n`,
    );
    expect(contents(out)).toEqual(before);
  });

  it.each<[slip: string, file: string, from: string | RegExp, to: string, error: RegExp]>([
    ["YAML that cannot be parsed", customerId, "name:", "name: a: b", /CustomerId\.yaml:1:\d+ .*Failed to parse/],
    [
      "a broken rule",
      customerId,
      "{14}$",
      "{14}",
      /CustomerId\.yaml:\d+:\d+ rule\/parameter-pattern-anchored: A parameter's pattern/,
    ],
    [
      "a reference that leads nowhere",
      "openapi.yaml",
      "paths/api",
      "paths/nope",
      /openapi\.yaml:\d+:\d+ no-unresolved-refs/,
    ],
    [
      "a description without a password flow",
      "components/securitySchemes/oauth2.yaml",
      "password:",
      "clientCredentials:",
      /^generate: src\/auth\.ts needs an oauth2 scheme with a password flow/,
    ],
    ["a pattern that is no regular expression", customerId, "[A-Z0-9]", "[Z-A]", /CustomerId\.yaml:\d+:\d+ /],
  ])("gives one line with file and line for %s, and leaves what is there", async (_, file, from, to, error) => {
    const folder = temporaryFolder("generated", "openapi");
    edit(join(folder, "openapi", file), from, to);
    const before = contents(join(folder, "generated"));
    const { exitCode, stdout, stderr } = await generate(
      "--openapi",
      join(folder, "openapi"),
      "--out",
      join(folder, "generated"),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(error);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(contents(join(folder, "generated"))).toEqual(before);
  });

  it("tells a missing description and an unknown option in one line", async () => {
    await expect(generate("--openapi", "nowhere")).resolves.toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^generate: .*nowhere.*\n$/) as string,
    });
    await expect(generate("--chekc")).resolves.toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^generate: .*--chekc.*\n$/) as string,
    });
  });
});

describe("another operation, written in YAML alone", () => {
  const folder = temporaryFolder("openapi", "src", "tsconfig.json", "tsconfig.build.json");
  const tsc = resolve("node_modules/typescript-7/bin/tsc");

  beforeAll(async () => {
    const paths = join(folder, "openapi/paths");
    const text = readFileSync(join(paths, "api_v0_customer_{customerId}.yaml"), "utf8")
      .replace("delete:", "put:")
      .replace("deleteCustomerByCustomerId", "activateCustomer")
      .replace("    - $ref: ../components/parameters/ParentCompanyId.yaml\n", `${notify}$&`);
    writeFileSync(join(paths, "api_v0_customer_{customerId}_activate.yaml"), text);
    edit(
      join(folder, "openapi/openapi.yaml"),
      "components:\n",
      "  /api/v0/customer/{customerId}/activate:\n    $ref: paths/api_v0_customer_{customerId}_activate.yaml\n$&",
    );
    const generated = await generate("--openapi", join(folder, "openapi"), "--out", join(folder, "generated"));
    expect(generated).toMatchObject({ exitCode: 0, stderr: "" });
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  });

  function compile(consumer: string) {
    writeFileSync(join(folder, "src/consumer.ts"), consumer);
    return runNode([tsc, "--project", "tsconfig.build.json", "--types", "node"], { cwd: folder });
  }

  it("becomes a typed method that works over HTTP", async () => {
    await expect(compile(consumerOf('{ customerId: "KC0123456789ABCD", notify: true }'))).resolves.toMatchObject({
      exitCode: 0,
      stdout: "",
    });
    const server = await listenWith(200, { response_code: 0, payload: "Activated." });
    try {
      const ran = await runNode([join(folder, "dist/esm/src/consumer.js"), server.url]);
      expect(ran).toMatchObject({ exitCode: 0, stderr: "", stdout: "Activated.\n" });
      expect(server.requests).toMatchObject([
        { method: "PUT", url: "/api/v0/customer/KC0123456789ABCD/activate?notify=true" },
      ]);
    } finally {
      await server.close();
    }
  });

  it.each([
    ["a wrong name", '{ customerID: "KC0123456789ABCD" }', "customerID"],
    ["a missing parameter", "{}", "customerId"],
    ["a wrong type", '{ customerId: "KC0123456789ABCD", notify: "yes" }', "boolean"],
  ])("and does not compile with %s", async (_, parameters, named) => {
    const { exitCode, stdout } = await compile(consumerOf(parameters));
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain("src/consumer.ts");
    expect(stdout).toContain(named);
  });
});

const notify = `    - name: notify
      in: query
      required: false
      description: Whether the customer is told.
      schema:
        type: boolean
      example: true
`;

function consumerOf(parameters: string): string {
  return `import { createEnkashClient } from "./index.js";

const enkash = createEnkashClient({ baseUrl: process.argv[2] ?? "", allowInsecureHttp: true });
const activated = await enkash.activateCustomer(${parameters});
console.log(activated.payload);
`;
}
