// npm run sandbox [-- --port N] [--customers FILE]: src/sandbox.ts behind a port, on loopback alone.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";

import { createSandbox, type Sandbox } from "../src/sandbox.js";

const usage = `Usage: npm run sandbox [-- options]

Serves the description's examples on loopback: bad parameter 400, no token 401, unknown customer 404, known customer
200 and from then on 404. "Prefer: code=403" or "Prefer: example=SystemError" forces an answer.

  --port N          the port (default: a free one; the URL is printed)
  --customers FILE  the ids of the customers that it holds, one a line (default: the description's example)`;

function main(): void {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      customers: { type: "string" },
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
  const sandbox = createSandbox(values.customers === undefined ? {} : { customers: readCustomers(values.customers) });

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
    console.log(
      `It holds ${sandbox.customers.size} customer(s) and takes any bearer token. Nothing real is deleted. Ctrl+C stops it.`,
    );
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
  const answer = await sandbox.fetch(url, { method: request.method ?? "GET", headers });
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
