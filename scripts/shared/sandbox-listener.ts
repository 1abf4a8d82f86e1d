import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

import type { Sandbox } from "../../src/sandbox/index.js";

/** Has the sandbox respond to HTTP requests. */
export function sandboxListener(sandbox: Sandbox): RequestListener {
  return (request, response) => {
    respond(sandbox, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  };
}

async function respond(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page of any origin may call the sandbox. It has nothing to protect.
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
  const bytes = await buffer(request);
  // The platform's Request takes no body with GET or HEAD.
  const body = bytes.length === 0 || method === "GET" || method === "HEAD" ? null : bytes;
  const received = await sandbox.fetch(url, { method, headers, body });
  response.writeHead(received.status, Object.fromEntries(received.headers)).end(await received.text());
}
