// Serves src/sandbox/ on loopback.
import { readFileSync } from "node:fs";

import { tokenPath } from "../generated/operations.js";
import { createSandbox, type SandboxAccount } from "../src/sandbox/index.js";
import { runCommand } from "./shared/command.js";
import { listenOnLoopback, parsePort, portOption } from "./shared/loopback.js";
import { sandboxListener } from "./shared/sandbox-listener.js";
import { shellWord } from "../docs/page/literals.js";

const command = {
  name: "sandbox",
  summary: `Serves a mock of the API on loopback, until Ctrl+C. It responds with the description's examples: 400 to a bad
parameter, 401 without a token, 404 for an unknown customer, 200 for a known customer and 404 once that is deleted.
The header "Prefer: code=403" or "Prefer: example=SystemError" selects a response.
It accepts any bearer token, and issues tokens at ${tokenPath} by password grant; three wrong attempts in a row lock the
account. A request body of more than 1 MiB gets 413. Web pages of any origin may call it, unless --accounts is given.`,
  options: {
    port: portOption,
    customers: {
      type: "string",
      value: "FILE",
      description: "ids of the customers that exist, one a line (default: the description's example)",
    },
    accounts: {
      type: "string",
      value: "FILE",
      description: `accounts that may log in: a JSON array of { clientId, clientSecret, username, password }.
With it, only tokens that the sandbox issued are accepted, and no web page may call the sandbox: it sends no CORS
headers, and responds 403 to a request with an Origin (default: one account, which is printed)`,
    },
    "expires-in": {
      type: "string",
      value: "N",
      description: "expires_in of the tokens, in seconds (default: 86399)",
    },
    "token-life": {
      type: "string",
      value: "N",
      description: "seconds until a token is rejected (default: the value of --expires-in)",
    },
  },
} as const;

await runCommand(command, async ({ port, customers, accounts, ...times }) => {
  const sandbox = createSandbox({
    customers: customers === undefined ? undefined : readCustomers(customers),
    accounts: accounts === undefined ? undefined : readAccounts(accounts),
    expiresInSeconds: parseSeconds("--expires-in", times["expires-in"]),
    tokenLifeSeconds: parseSeconds("--token-life", times["token-life"]),
  });
  const { url } = await listenOnLoopback(
    sandboxListener(sandbox, { webPages: accounts === undefined }),
    parsePort(port),
  );
  console.log(`Sandbox listening on ${url}`);
  const accepted = accounts === undefined ? "any bearer token" : "the tokens that it issues";
  console.log(
    `It holds ${sandbox.customers.size} customer(s) and accepts ${accepted}. Nothing real is deleted. Ctrl+C stops it.`,
  );
  console.log(`It issues tokens at ${tokenPath}${accounts === undefined ? "" : ` to the accounts of ${accounts}`}.`);
  console.log("For the programs of examples/, in another shell:");
  printExport("ENKASH_BASE_URL", url);
  // Accounts of a file may be secret, so they are not printed.
  const [account] = accounts === undefined ? sandbox.accounts : [];
  if (account === undefined) return;
  printExport("ENKASH_ACCESS_TOKEN", "any");
  printExport("ENKASH_CLIENT_ID", account.clientId);
  printExport("ENKASH_CLIENT_SECRET", account.clientSecret);
  printExport("ENKASH_USERNAME", account.username);
  printExport("ENKASH_PASSWORD", account.password);
});

/** A line for a POSIX shell. */
function printExport(name: string, value: string): void {
  console.log(`export ${name}=${shellWord(value)}`);
}

function readCustomers(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`--customers: cannot read ${file}: ${messageOf(error)}`, { cause: error });
  }
  const lines = text.split("\n").map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    try {
      createSandbox({ customers: [line] });
    } catch (error) {
      throw new Error(`${file}:${index + 1}: ${messageOf(error)}`, { cause: error });
    }
  }
  return lines.filter((line) => line !== "");
}

function readAccounts(file: string): SandboxAccount[] {
  try {
    const accounts: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!Array.isArray(accounts)) throw new Error("it must hold a JSON array");
    // Safe: createSandbox checks each account.
    return [...createSandbox({ accounts: accounts as SandboxAccount[] }).accounts];
  } catch (error) {
    throw new Error(`--accounts: cannot use ${file}: ${messageOf(error)}`, { cause: error });
  }
}

function parseSeconds(option: string, value: string | undefined): number | undefined {
  if (value === undefined || /^\d+$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new Error(`${option} must be a whole number of seconds; got ${JSON.stringify(value)}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
