// npm run docs:serve [-- --port N]: the site on loopback, as any web server would publish it.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".yaml": "application/yaml; charset=utf-8",
};

function main(): void {
  const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port must be a whole number from 0 to 65535; got ${JSON.stringify(values.port)}`);
  }
  if (!existsSync("site/index.html")) throw new Error("there is no site/ yet; make it with npm run docs");

  const server = createServer((request, response) => {
    void answer(request.url ?? "/", response);
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    fail(error.code === "EADDRINUSE" ? new Error(`port ${port} is in use; choose another with --port`) : error);
  });
  server.listen(port, "127.0.0.1", () => {
    // Sound: a server that listens on TCP has an address of this kind.
    console.log(`The docs are at http://127.0.0.1:${(server.address() as AddressInfo).port}/ (Ctrl+C stops)`);
  });
}

async function answer(url: string, response: ServerResponse): Promise<void> {
  try {
    const { pathname } = new URL(url, "http://127.0.0.1");
    // A URL has no ".." left, but may hide one as %2e%2e or a backslash.
    const path = normalize(join("/", decodeURIComponent(pathname)));
    const file = join("site", path.endsWith("/") ? `${path}index.html` : path);
    const content = await readFile(file);
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(content);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
  }
}

function fail(error: unknown): void {
  console.error(`docs:serve: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

try {
  main();
} catch (error) {
  fail(error);
}
