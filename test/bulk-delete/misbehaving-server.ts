import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import { listenOnLoopback, type LoopbackServer } from "../../scripts/shared/loopback.js";
import { createSandbox } from "../../src/sandbox/index.js";

/** What happens to a request instead of a plain response. "lost" means that the delete took effect, and the response was lost. */
export type Fault =
  | `retry after ${string}`
  | "503"
  | "429"
  | "reset"
  | "lost by reset"
  | "lost by 502"
  | "401"
  | "422"
  | "404 of a proxy"
  | "no response";

export interface MisbehavingServer extends LoopbackServer {
  /** The customers that it still has. */
  customers: ReadonlySet<string>;
  /** Every request, in order. */
  requests: { id: string; at: number; fault: Fault | undefined }[];
}

/** A sandbox on loopback, behind a proxy that misbehaves as `faultOf` says, for the nth request about an id. */
export async function misbehavingServer(
  customers: Iterable<string>,
  faultOf: (id: string, nth: number) => Fault | undefined = () => undefined,
): Promise<MisbehavingServer> {
  const sandbox = createSandbox({ customers });
  const counts = new Map<string, number>();
  const requests: MisbehavingServer["requests"] = [];

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = (request.url ?? "").split("/").at(-1) ?? "";
    const nth = (counts.get(id) ?? 0) + 1;
    counts.set(id, nth);
    const fault = faultOf(id, nth);
    requests.push({ id, at: Date.now(), fault });
    if (fault === "no response") return;
    if (fault === "reset") return void request.socket.destroy();
    if (fault === "503") return void response.writeHead(503).end();
    if (fault === "404 of a proxy") return void response.writeHead(404).end("<h1>Not Found</h1>");
    if (fault === "429") return void response.writeHead(429, { "retry-after": "1" }).end();
    if (fault?.startsWith("retry after") === true)
      return void response.writeHead(429, { "retry-after": fault.slice("retry after ".length) }).end();

    const headers = new Headers({ authorization: request.headers.authorization ?? "" });
    if (fault === "401" || fault === "422") headers.set("prefer", `code=${fault}`);
    const result = await sandbox.fetch(`http://sandbox.invalid${request.url ?? ""}`, {
      method: request.method ?? "GET",
      headers,
    });
    if (fault === "lost by reset") return void request.socket.destroy();
    if (fault === "lost by 502") return void response.writeHead(502).end();
    response.writeHead(result.status, { "content-type": "application/json" }).end(await result.text());
  }

  const server = await listenOnLoopback((request, response) => {
    respond(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  return { ...server, customers: sandbox.customers, requests };
}

/** The same faults in each run, for about a quarter of the requests. */
export function someFaults(id: string, nth: number): Fault | undefined {
  const faults: readonly Fault[] = ["503", "503", "reset", "lost by reset", "lost by reset", "lost by 502"];
  const number = createHash("sha256").update(`${id} ${nth}`).digest().readUInt16BE();
  return number % 301 === 0 ? "429" : faults[number % 25];
}

export function makeIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `KC${String(index).padStart(14, "0")}`);
}
