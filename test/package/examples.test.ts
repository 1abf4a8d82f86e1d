import { listenOnLoopback } from "../../scripts/shared/loopback.js";
import { requireBuild } from "../../scripts/shared/require-build.js";
import { sandboxListener } from "../../scripts/shared/sandbox-listener.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { runTypeScript } from "../support/run-typescript.js";

requireBuild();

/** Works with a sandbox on loopback. test/package/sandbox-script.test.ts runs the examples with `npm run sandbox`. */
async function withSandbox<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = await listenOnLoopback(sandboxListener(createSandbox()));
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}

describe("examples/delete-customer.ts", () => {
  const example = "examples/delete-customer.ts";

  it.concurrent("deletes a customer, and tells how each call ended, however often it runs on one sandbox", async () => {
    const [first, second] = await withSandbox(async (url) => {
      const run = () => runTypeScript(example, [], { env: { ENKASH_BASE_URL: url, ENKASH_ACCESS_TOKEN: "any" } });
      return [await run(), await run()];
    });
    const deleted = ["   Deleted. The server says: Customer deleted successfully."];
    const gone: unknown[] = [
      "   Outcome not-found. There is no such customer now: it was deleted before, or never there.",
      expect.stringMatching(
        /^ {3}deleteCustomerByCustomerId failed with HTTP 404: RECORD_NOT_FOUND: Customer not found\./,
      ),
    ];
    for (const [ran, end] of [
      [first, deleted],
      [second, gone],
    ] as const) {
      expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
      expect(ran.stdout.split("\n")).toEqual([
        "1. Delete customer KC0123456789ABCD",
        ...end,
        "2. Delete it again",
        ...gone,
        '3. Delete customer ".."',
        "   Outcome not-sent. Nothing was sent, so nothing changed.",
        expect.stringContaining("   deleteCustomerByCustomerId: customerId must match "),
        "",
      ]);
    }
  });

  it.concurrent("says what it needs", async () => {
    const ran = await runTypeScript(example, [], { env: { ENKASH_BASE_URL: undefined } });
    const line = "Set ENKASH_BASE_URL and ENKASH_ACCESS_TOKEN. `npm run sandbox` prints the lines for a shell.\n";
    expect(ran).toEqual({ exitCode: 1, stdout: "", stderr: line });
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

  it.concurrent("logs in and deletes a customer", async () => {
    const ran = await withSandbox((url) => runTypeScript(example, [], { env: { ...env, ENKASH_BASE_URL: url } }));
    expect(ran).toEqual({
      exitCode: 0,
      stdout: "Deleted. The server says: Customer deleted successfully.\n",
      stderr: "",
    });
  });

  it.concurrent("reports a refused login", async () => {
    const ran = await withSandbox((url) =>
      runTypeScript(example, [], { env: { ...env, ENKASH_BASE_URL: url, ENKASH_PASSWORD: "wrong" } }),
    );
    expect(ran).toEqual({
      exitCode: 1,
      stdout: "The login was refused with HTTP 400: Bad credentials\n",
      stderr: "",
    });
  });

  it.concurrent("ends with the outcome on a sandbox from which the customer is gone", async () => {
    const [, ran] = await withSandbox(async (url) => {
      const run = () => runTypeScript(example, [], { env: { ...env, ENKASH_BASE_URL: url } });
      return [await run(), await run()];
    });
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ran.stdout).toMatch(/^Outcome not-found: deleteCustomerByCustomerId failed with HTTP 404: [^\n]*\n$/);
  });

  it.concurrent("says what it needs", async () => {
    const ran = await runTypeScript(example, [], {
      env: { ...env, ENKASH_BASE_URL: "http://127.0.0.1:1", ENKASH_PASSWORD: "" },
    });
    const line = "Set ENKASH_PASSWORD. `npm run sandbox` prints the lines for a shell.\n";
    expect(ran).toEqual({ exitCode: 1, stdout: "", stderr: line });
  });
});
