import type { IncomingMessage, RequestListener } from "node:http";

import { listenOnLoopback, type LoopbackServer } from "../../scripts/shared/loopback.js";

/** A real server on loopback that records the requests it receives. */
export interface Loopback extends LoopbackServer {
  requests: { method: string; url: string; headers: IncomingMessage["headers"] }[];
}

export async function listen(respond: RequestListener): Promise<Loopback> {
  const requests: Loopback["requests"] = [];
  const server = await listenOnLoopback((request, response) => {
    requests.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    respond(request, response);
  });
  return { ...server, requests };
}

/** Responds to every request with this JSON. */
export async function listenWith(status: number, body: unknown): Promise<Loopback> {
  return listen((_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
}
