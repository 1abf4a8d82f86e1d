import { requireBuild } from "../../scripts/shared/require-build.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { runTypeScript } from "../support/run-typescript.js";
import { withSandbox } from "../support/sandbox-process.js";

requireBuild();

describe("examples/delete-customer.ts", () => {
  const example = "examples/delete-customer.ts";

  it("deletes a customer, and shows the two refusals", async () => {
    const ran = await withSandbox((url) =>
      runTypeScript(example, [], { env: { ENKASH_BASE_URL: url, ENKASH_ACCESS_TOKEN: "any" } }),
    );
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout.split("\n")).toEqual([
      "1. Delete customer KC0123456789ABCD",
      "   Deleted. The server says: Customer deleted successfully.",
      "2. Delete it again",
      "   Outcome not-found: HTTP 404, RECORD_NOT_FOUND, Customer not found.",
      '3. Delete customer ".."',
      expect.stringContaining("   Outcome not-sent: deleteCustomerByCustomerId: customerId must match "),
      "",
    ]);
  });

  it("says what it needs", async () => {
    const ran = await runTypeScript(example, [], { env: { ENKASH_BASE_URL: undefined } });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain("Set ENKASH_BASE_URL and ENKASH_ACCESS_TOKEN.");
  });
});

describe("examples/with-login.ts", () => {
  const example = "examples/with-login.ts";
  const [account] = createSandbox().accounts;
  const env = {
    ENKASH_CLIENT_ID: account?.clientId,
    ENKASH_CLIENT_SECRET: account?.clientSecret,
    ENKASH_USERNAME: account?.username,
    ENKASH_PASSWORD: account?.password,
  };

  it("logs in and deletes a customer", async () => {
    const ran = await withSandbox((url) => runTypeScript(example, [], { env: { ...env, ENKASH_BASE_URL: url } }));
    expect(ran).toEqual({
      exitCode: 0,
      stdout: "Deleted. The server says: Customer deleted successfully.\n",
      stderr: "",
    });
  });

  it("reports a refused login", async () => {
    const ran = await withSandbox((url) =>
      runTypeScript(example, [], { env: { ...env, ENKASH_BASE_URL: url, ENKASH_PASSWORD: "wrong" } }),
    );
    expect(ran).toEqual({
      exitCode: 1,
      stdout: "The login was refused with HTTP 400: Bad credentials\n",
      stderr: "",
    });
  });

  it("says what it needs", async () => {
    const ran = await runTypeScript(example, [], {
      env: { ...env, ENKASH_BASE_URL: "http://127.0.0.1:1", ENKASH_PASSWORD: "" },
    });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain("Set ENKASH_PASSWORD.");
  });
});
