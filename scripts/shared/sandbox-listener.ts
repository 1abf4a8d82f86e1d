import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

import type { Sandbox } from "../../src/sandbox/index.js";

export interface SandboxListenerOptions {
  /** Whether a web page, of any origin, may call the sandbox. Default: true. */
  webPages?: boolean;
}

/** Of a request body. Without a bound, one request could use up the memory. */
const maxBytes = 1024 * 1024;

/** How much more of a refused body a client may send until the connection is cut. */
const maxIgnoredBytes = 64 * maxBytes;

/** Has the sandbox respond to HTTP requests. A body of more than 1 MiB is not read to its end, and gets 413. */
export function sandboxListener(sandbox: Sandbox, { webPages = true }: SandboxListenerOptions = {}): RequestListener {
  return (request, response) => {
    respond(sandbox, webPages, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  };
}

async function respond(
  sandbox: Sandbox,
  webPages: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (webPages) {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*, authorization");
    response.setHeader("access-control-allow-methods", "*");
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
  } else if (request.headers.origin !== undefined) {
    // A page may send a form without being allowed to read the response, and would lock an account.
    refuse(request, response, 403, "With --accounts, the sandbox takes no request of a web page.");
    return;
  }
  const body = await boundedBody(request);
  if (body === undefined) {
    refuse(request, response, 413, `The sandbox takes request bodies of at most ${maxBytes} bytes.`);
    return;
  }
  const headers = new Headers();
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    headers.append(request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? "");
  }
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const method = request.method ?? "GET";
  // The platform's Request takes no body with GET or HEAD.
  const sent = body.length === 0 || method === "GET" || method === "HEAD" ? null : body;
  const received = await sandbox.fetch(url, { method, headers, body: sent });
  response.writeHead(received.status, Object.fromEntries(received.headers)).end(await received.text());
}

/** Undefined as soon as it is known to be too long. */
async function boundedBody(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop must not destroy the connection, which still has to carry the response.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * Sends the whole response, and then lets the client close the connection: closed at once, with bytes of the body unread, it
 * would be reset, and the client might never read the response.
 */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  const text = Buffer.from(`${message}\n`);
  const headers = { "content-type": "text/plain; charset=utf-8", "content-length": text.length, connection: "close" };
  response.writeHead(status, headers).write(text);
  let ignored = 0;
  request.on("data", (chunk: Buffer) => {
    ignored += chunk.length;
    if (ignored > maxIgnoredBytes) request.destroy();
  });
  request.on("end", () => response.end());
}
