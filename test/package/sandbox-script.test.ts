import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

import { passwordGrant } from "../../src/auth/index.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { listenWith } from "../support/loopback.js";
import { compiledFile, runTypeScript } from "../support/run-typescript.js";
import { startSandbox, withSandbox } from "../support/sandbox-process.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { customerId, otherCustomerId } from "../support/documented.js";

function sandbox(...args: string[]) {
  return runTypeScript("scripts/sandbox.ts", args);
}

function remove(url: string, customerId: string, headers: Record<string, string> = { authorization: "Bearer any" }) {
  return fetch(`${url}/api/v0/customer/${customerId}`, { method: "DELETE", headers });
}

describe("npm run sandbox", () => {
  it("serves the sandbox on loopback", async () => {
    await withSandbox(async (url) => {
      expect((await remove(url, "nope")).status).toBe(400);
      expect((await remove(url, customerId, {})).status).toBe(401);
      expect((await remove(url, otherCustomerId)).status).toBe(404);
      expect((await remove(url, customerId)).status).toBe(200);
      expect((await remove(url, customerId)).status).toBe(404);
      expect((await remove(url, "any", { prefer: "code=403" })).status).toBe(403);
    });
  });

  const account = { clientId: "c", clientSecret: "s", username: "u", password: "p" };

  function accountsFile(accounts: unknown): string {
    const file = join(temporaryFolder(), "accounts.json");
    writeFileSync(file, JSON.stringify(accounts));
    return file;
  }

  it("gives tokens to the accounts of a file, and takes no others", async () => {
    const args = ["--accounts", accountsFile([account]), "--expires-in", "60", "--token-life", "30"];
    await withSandbox(
      async (url) => {
        expect((await remove(url, customerId)).status).toBe(401);
        const token = await passwordGrant({ baseUrl: url, ...account, allowInsecureHttp: true })();
        expect((await remove(url, customerId, { authorization: `Bearer ${token}` })).status).toBe(200);
      },
      ...args,
    );
  });

  it("lets no web page try a login to the accounts of a file", async () => {
    const args = ["--accounts", accountsFile([account])];
    await withSandbox(
      async (url) => {
        const origin = "https://page.invalid";
        // As a page may send it without asking first.
        const form = {
          method: "POST",
          body: new URLSearchParams({ grant_type: "password", username: "u", password: "no" }),
        };
        for (let attempt = 0; attempt < 3; attempt++) {
          const refused = await fetch(`${url}/oauth/token`, { ...form, headers: { origin } });
          expect(refused.status).toBe(403);
        }
        const preflight = { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } };
        for (const response of [
          await fetch(`${url}/oauth/token`, preflight),
          await fetch(`${url}/oauth/token`, { ...form, headers: { origin } }),
          await fetch(`${url}/oauth/token`, form),
        ]) {
          expect(response.ok).toBe(false);
          expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
        }
        // The three attempts above would have locked the account.
        const options = { baseUrl: url, ...account, allowInsecureHttp: true };
        await expect(passwordGrant(options)()).resolves.toEqual(expect.any(String));
      },
      ...args,
    );
  });

  it("says in its --help what it can do, and that web pages and long bodies are refused", async () => {
    const { exitCode, stdout } = await sandbox("--help");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--port N[^]*--customers FILE/);
    const help = stdout.replace(/\s+/g, " ");
    expect(help).toContain("A request body of more than 1 MiB gets 413.");
    expect(help).toContain("no web page may call the sandbox: it sends no CORS headers");
  });

  describe("without options", () => {
    let url: string;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      ({ url, stop } = await startSandbox());
    });
    afterAll(() => stop());

    it("lets a page of another origin call it", async () => {
      const preflight = await fetch(`${url}/api/v0/customer/any`, { method: "OPTIONS" });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
      expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    });

    describe("answers 413 to a body of more than 1 MiB", () => {
      const post = { method: "POST", headers: { authorization: "Basic YTpi" } };

      it("before any of it is sent, if its length is announced", async () => {
        const request = httpRequest(`${url}/oauth/token`, { ...post, headers: { "content-length": 1024 * 1024 + 1 } });
        request.flushHeaders();
        // Safe: "response" has this argument.
        const [response] = (await once(request, "response")) as [IncomingMessage];
        expect(response.statusCode).toBe(413);
        expect(await text(response)).toBe("The sandbox takes request bodies of at most 1048576 bytes.\n");
        request.destroy();
      });

      it("as soon as it is longer, though it has no end", async () => {
        const request = httpRequest(`${url}/oauth/token`, post);
        request.write(Buffer.alloc(2 * 1024 * 1024)); // And never ended.
        // Safe: "response" has this argument.
        const [response] = (await once(request, "response")) as [IncomingMessage];
        expect(response.statusCode).toBe(413);
        request.destroy();
        expect((await remove(url, otherCustomerId)).status).toBe(404);
      });

      it("and reads one of 1 MiB", async () => {
        const body = "a".repeat(1024 * 1024);
        expect((await fetch(`${url}/oauth/token`, { ...post, body })).status).toBe(400);
        expect((await remove(url, otherCustomerId)).status).toBe(404);
      });
    });
  });

  it("issues tokens that expire early, with --token-life", async () => {
    await withSandbox(
      async (url) => {
        const [own] = createSandbox().accounts;
        const options = { ...account, ...own, baseUrl: url, allowInsecureHttp: true };
        const token = await passwordGrant(options)();
        expect((await remove(url, customerId, { authorization: `Bearer ${token}` })).status).toBe(401);
      },
      "--token-life",
      "0",
    );
  });

  /** Starts the script, does this work once it has printed the text, stops it, and returns its whole output. */
  async function outputOf(
    args: string[],
    text: string,
    work: (output: string) => Promise<void> = () => Promise.resolve(),
  ) {
    const child = spawn(process.execPath, [compiledFile("scripts/sandbox.ts"), ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    try {
      while (!output.includes(text)) await once(child.stdout, "data");
      await work(output);
    } finally {
      child.kill();
      await once(child, "close");
    }
    return output;
  }

  it("prints what the programs of examples/ need, for a shell", async () => {
    const ran: { stdout: string; stderr: string }[] = [];
    await outputOf([], "export ENKASH_PASSWORD=", async (output) => {
      const exports = output.split("\n").filter((line) => line.startsWith("export "));
      for (const example of ["with-login", "delete-customer"]) {
        const start = `exec "${process.execPath}" "${compiledFile(`examples/${example}.ts`)}"`;
        ran.push(await promisify(execFile)("sh", ["-c", [...exports, start].join("\n")]));
      }
    });
    const [withLogin, deleteCustomer] = ran;
    expect(withLogin).toEqual({ stdout: "Deleted. The server says: Customer deleted successfully.\n", stderr: "" });
    // The same customer, which is gone.
    expect(deleteCustomer).toEqual({ stdout: expect.stringContaining("Outcome not-found.") as string, stderr: "" });
  });

  it("prints no account of a file", async () => {
    const file = accountsFile([account]);
    const output = await outputOf(["--accounts", file], "export ENKASH_BASE_URL=");
    expect(output).toContain(`to the accounts of ${file}.`);
    expect(output.match(/^export .*$/gm)).toEqual([expect.stringMatching(/^export ENKASH_BASE_URL=/)]);
  });
});

describe("npm run sandbox reports in one line, and exits with 1", () => {
  async function complaint(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await sandbox(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    return stderr;
  }

  it("a port in use", async () => {
    const other = await listenWith(200, {});
    try {
      const { port } = new URL(other.url);
      await expect(complaint("--port", port)).resolves.toBe(
        `sandbox: port ${port} is in use; choose another with --port\n`,
      );
    } finally {
      await other.close();
    }
  });

  it("a port that is none", async () => {
    await expect(complaint("--port", "70000")).resolves.toBe(
      'sandbox: --port must be a whole number from 0 to 65535; got "70000"\n',
    );
  });

  it("a file that it cannot read", async () => {
    await expect(complaint("--customers", "nowhere.txt")).resolves.toMatch(
      /^sandbox: --customers: cannot read nowhere\.txt: ENOENT.*\n$/,
    );
  });

  it("a line that is no customer's id, by its number", async () => {
    const file = join(temporaryFolder(), "customers.txt");
    writeFileSync(file, `${customerId}\r\n\nKCbad\n`);
    await expect(complaint("--customers", file)).resolves.toBe(
      `sandbox: ${file}:3: a customer's id must match /^KC[A-Z0-9]{14}$/u; got "KCbad"\n`,
    );
  });

  it("accounts that it cannot use", async () => {
    const file = join(temporaryFolder(), "accounts.json");
    for (const [text, message] of [
      ["[", "Unexpected end of JSON input"],
      ["{}", "it must hold a JSON array"],
      ['[{ "clientId": "c" }]', "an account needs clientId, clientSecret, username, password; clientSecret is nothing"],
    ] as const) {
      writeFileSync(file, text);
      await expect(complaint("--accounts", file)).resolves.toBe(
        `sandbox: --accounts: cannot use ${file}: ${message}\n`,
      );
    }
  });

  it("a time that is none", async () => {
    await expect(complaint("--token-life", "1.5")).resolves.toBe(
      'sandbox: --token-life must be a whole number of seconds; got "1.5"\n',
    );
  });

  it("an option that it does not have", async () => {
    await expect(complaint("--prot", "80")).resolves.toMatch(/^sandbox: Unknown option '--prot'; see --help\n$/);
  });
});
