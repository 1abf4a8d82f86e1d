import { gzipSync } from "node:zlib";

import type { Behaviour } from "./raw-server.js";

/** One fault of a server or a proxy, and the expected result of the call. */
export interface Fault {
  name: string;
  /** `other` is the URL of a server on another origin, which no request may reach. */
  server: (other: string) => Behaviour;
  /** The class of the rejection; undefined for a success. */
  rejects: "EnkashApiError" | "EnkashResponseError" | "EnkashConnectionError" | "EnkashTimeoutError" | undefined;
  /** Members of the error, or of the result if the call resolves. */
  matches?: object;
  /** Of each attempt. Default: long enough for a response that comes, also on a busy machine. */
  timeoutMs?: number;
  /** The number of requests that the server receives, with the default of two retries. */
  requests: number;
}

const success = JSON.stringify({
  errorResponse: null,
  payload: "Deleted.",
  response_code: 0,
  response_message: "SUCCESS",
});
const oneMiB = 1024 * 1024;

function head(status: number, headers: Record<string, string | number> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Reason\r\n${lines.join("")}\r\n`;
}

/** A whole response. Then the connection is closed. */
function respond(status: number, body: string | Uint8Array, headers: Record<string, string | number> = {}): Behaviour {
  const bytes = Buffer.from(body);
  const all = { "content-type": "application/json", "content-length": bytes.length, connection: "close", ...headers };
  return (socket) => {
    socket.end(Buffer.concat([Buffer.from(head(status, all)), bytes]));
  };
}

/** The same in chunks, so without a declared length. */
function chunked(status: number, chunks: Uint8Array[], headers: Record<string, string> = {}): Behaviour {
  const framed = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)}\r\n`),
    chunk,
    Buffer.from("\r\n"),
  ]);
  const all = { "content-type": "application/json", "transfer-encoding": "chunked", connection: "close", ...headers };
  return (socket) => {
    socket.end(Buffer.concat([Buffer.from(head(status, all)), ...framed, Buffer.from("0\r\n\r\n")]));
  };
}

/** Writes this. Then it neither writes nor closes. */
function stall(text: string): Behaviour {
  return (socket) => {
    socket.write(text);
  };
}

/** Writes this. Then it resets the connection. */
function reset(text: string): Behaviour {
  return (socket) => {
    if (text === "") socket.resetAndDestroy();
    else socket.write(text, () => socket.resetAndDestroy());
  };
}

/** Writes this. Then it closes the connection without an error, as after a whole response. */
function cut(text: string): Behaviour {
  return (socket) => {
    socket.end(text);
  };
}

/** One behaviour for the first request, another for all later requests. */
function first(once: Behaviour, then: Behaviour): Behaviour {
  return (socket, nth) => {
    (nth === 1 ? once : then)(socket, nth);
  };
}

const endless: Behaviour = (socket) => {
  socket.write(head(200, { "content-type": "application/json" }));
  const more = (): void => {
    while (socket.writable && socket.write(" ".repeat(65_536)));
  };
  socket.on("drain", more);
  more();
};

const failure = { status: 200, attempts: 1 };
const unconfirmed = { status: 200, attempts: 1 };
const retriedTwice = { attempts: 3 };
const refusal = (errorResponse: unknown) =>
  JSON.stringify({ errorResponse, response_code: 0, response_message: "SUCCESS" });

function always(behaviour: Behaviour): Fault["server"] {
  return () => behaviour;
}

/** No attempt gets a response. */
function connectionFails(name: string, behaviour: Behaviour): Fault {
  const rejects = "EnkashConnectionError";
  return { name, server: always(behaviour), rejects, matches: retriedTwice, requests: 3 };
}

/** No attempt gets a whole response in time. */
function timesOut(name: string, behaviour: Behaviour): Fault {
  return {
    name,
    server: always(behaviour),
    timeoutMs: 1_000, // Each request has to arrive within it, also on a busy machine.
    rejects: "EnkashTimeoutError",
    matches: retriedTwice,
    requests: 3,
  };
}

/** The response has status 200, but its body does not confirm the deletion. */
function isUnconfirmed(name: string, behaviour: Behaviour): Fault {
  return { name, server: always(behaviour), rejects: "EnkashResponseError", matches: unconfirmed, requests: 1 };
}

export const faults: readonly Fault[] = [
  // No response, or an incomplete one.
  connectionFails("a reset before the head", reset("")),
  connectionFails("a reset in the head", reset("HTTP/1.1 200 O")),
  isUnconfirmed("a reset in the body", reset(`${head(200, { "content-length": 100 })}{"resp`)),
  connectionFails("a head that is not HTTP", cut("SSH-2.0-OpenSSH\r\n")),
  connectionFails("a connection closed without a response", cut("")),
  timesOut("no response at all", stall("")),
  timesOut("a head without a body", stall(head(200, { "content-length": 9 }))),
  timesOut("a body that stalls", stall(`${head(200)}{"resp`)),
  isUnconfirmed("a body shorter than Content-Length", cut(`${head(200, { "content-length": 999 })}${success}`)),
  isUnconfirmed(
    "a body longer than Content-Length, whose declared part is not JSON",
    cut(`${head(200, { "content-length": 9, connection: "close" })}${success}`),
  ),
  isUnconfirmed(
    "a truncated chunked body",
    cut(`${head(200, { "transfer-encoding": "chunked" })}${success.length.toString(16)}\r\n${success}\r\n`),
  ),
  {
    name: "a truncated body under 503, which is retried for its status",
    server: always(cut(`${head(503, { "content-length": 99 })}{`)),
    rejects: "EnkashResponseError",
    matches: { status: 503, attempts: 3 },
    requests: 3,
  },
  {
    name: "a reset, then a success",
    server: always(first(reset(""), respond(200, success))),
    rejects: undefined,
    matches: { payload: "Deleted." },
    requests: 2,
  },
  {
    name: "no response, then a 404",
    timeoutMs: 2_000,
    server: always(first(stall(""), respond(404, refusal({ errorType: "RECORD_NOT_FOUND" })))),
    rejects: "EnkashApiError",
    matches: { status: 404, errorType: "RECORD_NOT_FOUND", attempts: 2, outcome: "not-found" },
    requests: 2,
  },

  // Empty bodies.
  isUnconfirmed("200 with Content-Length 0", respond(200, "")),
  isUnconfirmed("200 with a chunked body of no chunks", chunked(200, [])),
  {
    name: "500 with Content-Length 0",
    server: always(respond(500, "")),
    rejects: "EnkashApiError",
    matches: { status: 500, attempts: 3 },
    requests: 3,
  },
  {
    name: "500 with a chunked body of no chunks",
    server: always(chunked(500, [])),
    rejects: "EnkashApiError",
    matches: { status: 500, attempts: 3 },
    requests: 3,
  },
  {
    name: "204",
    server: always(cut(head(204, { connection: "close" }))),
    rejects: undefined,
    matches: {},
    requests: 1,
  },
  {
    name: "205",
    server: always(respond(205, "")),
    rejects: "EnkashResponseError",
    matches: { status: 205 },
    requests: 1,
  },

  // Foreign bodies.
  ...Object.entries({
    HTML: "<!doctype html><title>Welcome</title>",
    "plain text": "OK",
    "an array": "[]",
    "a string": '"SUCCESS"',
    null: "null",
    "a number": "0",
    "truncated JSON": '{"response_code":0,',
    "another API's JSON": '{"message":"Forbidden"}',
    "an empty object": "{}",
    "Latin-1 bytes": Buffer.from('{"response_code":0,"payload":"d\xe9j\xe0"}', "latin1"),
  }).flatMap(([name, body]): Fault[] => [
    {
      name: `${name} under 200`,
      server: always(respond(200, body)),
      rejects: "EnkashResponseError",
      matches: unconfirmed,
      requests: 1,
    },
    {
      name: `${name} under 502`,
      server: always(respond(502, body)),
      rejects: "EnkashApiError",
      matches: { status: 502, attempts: 3 },
      requests: 3,
    },
  ]),
  {
    name: "a byte order mark before the JSON",
    server: always(respond(200, `\uFEFF${success}`)),
    rejects: undefined,
    matches: { payload: "Deleted." },
    requests: 1,
  },
  {
    name: "a byte order mark under 502",
    server: always(respond(502, `\uFEFF${success}`)),
    rejects: "EnkashApiError",
    matches: { status: 502 },
    requests: 3,
  },

  // Large bodies.
  isUnconfirmed("2 MiB, declared", respond(200, success.padEnd(2 * oneMiB))),
  isUnconfirmed("2 MiB in chunks", chunked(200, [Buffer.from(success.padEnd(oneMiB)), Buffer.alloc(oneMiB, " ")])),
  isUnconfirmed("an endless body", endless),
  {
    name: "1 MiB, which is allowed",
    server: always(respond(200, success.padEnd(oneMiB))),
    rejects: undefined,
    matches: { payload: "Deleted." },
    requests: 1,
  },

  // Compressed bodies.
  {
    name: "gzip",
    server: always(respond(200, gzipSync(success), { "content-encoding": "gzip" })),
    rejects: undefined,
    matches: { payload: "Deleted." },
    requests: 1,
  },
  isUnconfirmed("a body that is not the declared gzip", respond(200, success, { "content-encoding": "gzip" })),
  isUnconfirmed("truncated gzip", respond(200, gzipSync(success).subarray(0, 30), { "content-encoding": "gzip" })),
  isUnconfirmed(
    "a small gzip that decompresses to 64 MiB",
    respond(200, gzipSync(Buffer.alloc(64 * oneMiB, " "), { level: 1 }), { "content-encoding": "gzip" }),
  ),

  // Redirects.
  ...[301, 302, 303, 307, 308].flatMap((status): Fault[] => [
    {
      name: `${status} to the same origin`,
      server: always(respond(status, "", { location: "/elsewhere" })),
      rejects: "EnkashResponseError",
      matches: { status, attempts: 1 },
      requests: 1,
    },
    {
      name: `${status} to another origin`,
      server: (other) => respond(status, "", { location: other }),
      rejects: "EnkashResponseError",
      matches: { status, attempts: 1 },
      requests: 1,
    },
  ]),
  {
    name: "304",
    server: always(cut(head(304, { connection: "close" }))),
    rejects: "EnkashResponseError",
    matches: { status: 304 },
    requests: 1,
  },

  // Retry-After.
  ...[429, 503].flatMap((status): Fault[] => [
    {
      name: `${status} with Retry-After: 0, then a success`,
      server: always(first(respond(status, "", { "retry-after": "0" }), respond(200, success))),
      rejects: undefined,
      matches: { payload: "Deleted." },
      requests: 2,
    },
    {
      name: `${status} with Retry-After: 1, then a success`,
      server: always(first(respond(status, "", { "retry-after": "1" }), respond(200, success))),
      rejects: undefined,
      matches: { payload: "Deleted." },
      requests: 2,
    },
    {
      name: `${status} with a Retry-After date in the past`,
      server: always(respond(status, "", { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" })),
      rejects: "EnkashApiError",
      matches: { status, attempts: 3 },
      requests: 3,
    },
    {
      name: `${status} with an invalid Retry-After`,
      server: always(respond(status, "", { "retry-after": "soon" })),
      rejects: "EnkashApiError",
      matches: { status, attempts: 3 },
      requests: 3,
    },
    {
      name: `${status} with a Retry-After of a day`,
      server: always(respond(status, "", { "retry-after": "86400" })),
      rejects: "EnkashApiError",
      matches: { status, attempts: 1 },
      requests: 1,
    },
    {
      name: `${status} with a Retry-After date of tomorrow`,
      server: always(respond(status, "", { "retry-after": new Date(Date.now() + 86_400_000).toUTCString() })),
      rejects: "EnkashApiError",
      matches: { status, attempts: 1 },
      requests: 1,
    },
  ]),

  // Failures in the envelope.
  {
    name: "response_code 117",
    server: always(respond(200, '{"response_code":117,"payload":"Token is invalid."}')),
    rejects: "EnkashApiError",
    matches: { ...failure, responseCode: 117, payload: "Token is invalid." },
    requests: 1,
  },
  {
    name: "response_message FAILURE",
    server: always(respond(200, '{"response_message":"FAILURE","payload":"No."}')),
    rejects: "EnkashApiError",
    matches: { ...failure, responseMessage: "FAILURE", payload: "No." },
    requests: 1,
  },
  {
    name: "an errorResponse under 200",
    server: always(respond(200, refusal({ errorType: "SYSTEM_ERROR" }))),
    rejects: "EnkashApiError",
    matches: { ...failure, errorType: "SYSTEM_ERROR" },
    requests: 1,
  },
  {
    name: "an unknown errorType",
    server: always(respond(422, refusal({ errorType: "NEW_KIND" }))),
    rejects: "EnkashApiError",
    matches: { status: 422, errorType: "NEW_KIND" },
    requests: 1,
  },
  {
    name: "an errorResponse that is a string",
    server: always(respond(200, refusal("No such customer."))),
    rejects: "EnkashApiError",
    matches: { ...failure, errorMessage: "No such customer." },
    requests: 1,
  },
  {
    name: "null members beside a sign of success",
    server: always(respond(200, '{"errorResponse":null,"payload":null,"response_code":0,"response_message":null}')),
    rejects: undefined,
    matches: { payload: null },
    requests: 1,
  },
  isUnconfirmed("a payload alone", respond(200, '{"payload":"Customer cannot be deleted: open invoices"}')),
  isUnconfirmed("an unknown message", respond(200, '{"response_message":"ERROR"}')),
  isUnconfirmed("a name that occurs twice", respond(200, '{"response_code":117,"response_code":0}')),
  {
    name: "null members of an errorResponse",
    server: always(
      respond(
        404,
        refusal({ errorType: null, errorMessage: null, apiSubErrors: null, requestId: null, timestamp: null }),
      ),
    ),
    rejects: "EnkashApiError",
    matches: { status: 404, errorType: undefined, apiSubErrors: [] },
    requests: 1,
  },
  ...[400, 401, 403, 404, 422].map((status): Fault => ({
    name: `${status} without a body`,
    server: always(respond(status, "")),
    rejects: "EnkashApiError",
    matches: { status, attempts: 1 },
    requests: 1,
  })),
  ...[408, 429, 500, 502, 503, 504].map((status): Fault => ({
    name: `${status} on every attempt`,
    server: always(respond(status, "")),
    rejects: "EnkashApiError",
    matches: { status, attempts: 3 },
    requests: 3,
  })),
];
