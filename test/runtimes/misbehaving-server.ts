import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { listenOnLoopback, type LoopbackServer } from "../../scripts/shared/loopback.js";

const notFound = '{"errorResponse":{"errorType":"RECORD_NOT_FOUND"}}';
const success = '{"response_code":0,"payload":"Deleted."}';

/** Responds to requests under `/<name>/`. `nth` counts the requests of that name from 1. */
const behaviours: Record<string, (request: IncomingMessage, response: ServerResponse, nth: number) => void> = {
  success: json(200, success),
  "failure-under-200": json(200, '{"response_code":117,"payload":"Token is invalid."}'),
  "empty-under-200": json(200, ""),
  "html-under-200": json(200, "<title>Welcome</title>"),
  "array-under-200": json(200, "[]"),
  "null-under-200": json(200, "null"),
  "half-under-200": json(200, '{"response_code":0'),
  "not-found": json(404, notFound),
  "no-content": (_, response) => response.writeHead(204).end(),
  "stalled-head": () => undefined,
  "stalled-body": (_, response) => response.writeHead(200).write('{"response_code":'),
  "cut-length": (_, response) => {
    response.writeHead(200, { "content-length": 999 });
    response.write(success, () => response.destroy());
  },
  "cut-chunks": (_, response) => {
    response.writeHead(200);
    response.write(success, () => response.destroy());
  },
  "large-length": json(200, success.padEnd(2 * 1024 * 1024)),
  "large-chunks": (_, response) => {
    response.writeHead(200);
    response.write(success.padEnd(1024 * 1024));
    response.end(" ".repeat(1024 * 1024));
  },
  "unavailable-once": (request, response, nth) => {
    if (nth === 1) response.writeHead(503, { "retry-after": "0" }).end();
    else json(200, success)(request, response);
  },
  "only-fresh": (request, response) => {
    json(request.headers.authorization === "Bearer fresh" ? 200 : 401, success)(request, response);
  },
  login: (request, response, nth) => {
    if (request.method === "POST") {
      const grant = { access_token: nth === 1 ? "stale" : "fresh", refresh_token: "again", expires_in: 300 };
      json(200, JSON.stringify(grant))(request, response);
    } else {
      json(request.headers.authorization === "Bearer fresh" ? 200 : 401, success)(request, response);
    }
  },
  "own-fetch": (request, response) => {
    json(200, request.method === "POST" ? '{"access_token":"fresh"}' : success)(request, response);
  },
  "login-refused": json(400, '{"error":"invalid_grant"}'),
  // The first login succeeds, so that the connection is kept. The next ones are read, and lost.
  "login-lost": (request, response, nth) => {
    if (nth === 1) json(200, '{"access_token":"stale"}')(request, response);
    else if (request.method === "POST") request.resume().on("end", () => request.socket.destroy());
    else json(401, "{}")(request, response);
  },
  "login-slow": (request, response) => {
    if (request.method !== "POST") json(200, success)(request, response);
    else setTimeout(json(200, '{"access_token":"fresh"}'), 500, request, response);
  },
  // Deletes the customer of the second request, and loses the response. A further request finds none.
  "lost-in-an-end": lost((socket) => socket.end()),
  "lost-in-a-reset": lost((socket) => socket.resetAndDestroy()),
  "lost-in-a-421": lost((_, response) => response.writeHead(421).end()),
  elsewhere: json(200, success),
  untouched: json(200, success),
  ...Object.fromEntries([301, 302, 303, 307, 308].map((status) => [`redirect-${status}`, redirect(status)])),
};

/** Starts the server. It allows a cross-origin DELETE, which a browser would not send otherwise. */
export async function startMisbehavingServer(): Promise<LoopbackServer> {
  const seen = new Map<string, string[]>();
  return listenOnLoopback((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "authorization");
    response.setHeader("access-control-allow-methods", "DELETE");
    const url = request.url ?? "";
    const [, name = "", rest = ""] = url.split("/");
    if (name === "requests") {
      response.end((seen.get(rest) ?? []).join("\n"));
    } else if (request.method === "OPTIONS") {
      response.writeHead(204).end();
    } else {
      const lines = seen.get(name) ?? [];
      lines.push(`${request.method} ${url} ${request.headers.authorization}`);
      seen.set(name, lines);
      const behave = behaviours[name];
      if (behave === undefined) response.writeHead(501).end();
      else behave(request, response, lines.length);
    }
  });
}

function json(status: number, body: string) {
  return (_: IncomingMessage, response: ServerResponse) => {
    response
      .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
      .end(body);
  };
}

function lost(lose: (socket: Socket, response: ServerResponse) => void) {
  return (request: IncomingMessage, response: ServerResponse, nth: number) => {
    if (nth === 1) json(200, success)(request, response);
    else if (nth === 2) lose(request.socket, response);
    else json(404, notFound)(request, response);
  };
}

function redirect(status: number) {
  return (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { location: `http://${request.headers.host}/elsewhere` }).end();
  };
}
