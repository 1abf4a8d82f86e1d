// npm run sandbox [-- options]: src/sandbox/ behind a port, on loopback alone.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";

import { tokenPath } from "../generated/operations.js";
import { createSandbox, type Sandbox, type SandboxAccount } from "../src/sandbox/index.js";

const usage = `Usage: npm run sandbox [-- options]

Serves the description's examples on loopback: bad parameter 400, no token 401, unknown customer 404, known customer
200 and from then on 404. "Prefer: code=403" or "Prefer: example=SystemError" forces an answer.
It takes any bearer token, and gives some at ${tokenPath} by password grant; three wrong attempts in a row lock an account.

  --port N          the port (default: a free one; the URL is printed)
  --customers FILE  the ids of the customers that it holds, one a line (default: the description's example)
  --accounts FILE   who may log in: a JSON array of { clientId, clientSecret, username, password }; from then on it takes
                    its own tokens alone (default: one account, which is printed)
  --expires-in N    the expires_in of its tokens, in seconds (default: 86399)
  --token-life N    after how many seconds they die in truth (default: as --expires-in says)`;

function main(): void {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      customers: { type: "string" },
      accounts: { type: "string" },
      "expires-in": { type: "string" },
      "token-life": { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port must be a whole number from 0 to 65535; got ${JSON.stringify(values.port)}`);
  }
  const sandbox = createSandbox({
    customers: values.customers === undefined ? undefined : readCustomers(values.customers),
    accounts: values.accounts === undefined ? undefined : readAccounts(values.accounts),
    expiresInSeconds: seconds("--expires-in", values["expires-in"]),
    tokenLifeSeconds: seconds("--token-life", values["token-life"]),
  });

  const server = createServer((request, response) => {
    serve(sandbox, request, response).catch((error: unknown) => response.destroy(asError(error)));
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    fail(error.code === "EADDRINUSE" ? `port ${port} is in use; choose another with --port` : error.message);
  });
  server.listen(port, "127.0.0.1", () => {
    // Sound: a server that listens on TCP has an address of this kind.
    const { port: chosen } = server.address() as AddressInfo;
    console.log(`Sandbox listening on http://127.0.0.1:${chosen}`);
    const taken = values.accounts === undefined ? "any bearer token" : "the tokens that it gives";
    console.log(
      `It holds ${sandbox.customers.size} customer(s) and takes ${taken}. Nothing real is deleted. Ctrl+C stops it.`,
    );
    // Those of a file are for its owner to show.
    const who = values.accounts === undefined ? JSON.stringify(sandbox.accounts[0]) : `those of ${values.accounts}`;
    console.log(`It gives tokens at ${tokenPath} to ${who}.`);
  });
}

function readCustomers(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`--customers: cannot read ${file}: ${asError(error).message}`, { cause: error });
  }
  const lines = text.split("\n").map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    try {
      createSandbox({ customers: [line] });
    } catch (error) {
      throw new Error(`${file}:${index + 1}: ${asError(error).message}`, { cause: error });
    }
  }
  return lines.filter((line) => line !== "");
}

function readAccounts(file: string): SandboxAccount[] {
  try {
    const accounts: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!Array.isArray(accounts)) throw new Error("it must hold a JSON array");
    // Sound: createSandbox checks each of them.
    return [...createSandbox({ accounts: accounts as SandboxAccount[] }).accounts];
  } catch (error) {
    throw new Error(`--accounts: cannot use ${file}: ${asError(error).message}`, { cause: error });
  }
}

function seconds(option: string, value: string | undefined): number | undefined {
  if (value === undefined || /^\d+$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new Error(`${option} must be a whole number of seconds; got ${JSON.stringify(value)}`);
}

async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // So that a page on another origin can try it too; there is nothing here to protect.
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", "*, authorization");
  response.setHeader("access-control-allow-methods", "*");
  if (request.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  const headers = new Headers();
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    headers.append(request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? "");
  }
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const method = request.method ?? "GET";
  const body = method === "POST" ? await text(request) : null;
  const answer = await sandbox.fetch(url, { method, headers, body });
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function fail(message: string): void {
  console.error(`sandbox: ${message}`);
  process.exitCode = 1;
}

try {
  main();
} catch (error) {
  fail(asError(error).message);
}
