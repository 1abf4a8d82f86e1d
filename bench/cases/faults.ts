// A file of its own, imported by its case alone: node:http, loaded earlier, would shorten the time of a peer's import.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { customer, deletedBody, type Peer } from "../peers/peer.js";

export interface FaultReport {
  fault: string;
  /** "deleted" if the call resolved, the error's name if it rejected, undefined if it did neither in time. */
  outcome: string | undefined;
  /** Method and path of each request that reached the server. */
  requests: string[];
}

/** Calls each faulty server once through `peer`. No server deletes the customer. */
export function reportFaults({ createDelete }: Peer, seconds: number): Promise<FaultReport[]> {
  return Promise.all(
    faults.map(async ({ name, customerId = customer.customerId, respond }) => {
      const { baseUrl, requests } = await listen(respond);
      const call = createDelete({ baseUrl, accessToken: "token", useFetch: false });
      const outcome = await Promise.race([
        call({ ...customer, customerId }).then(
          () => "deleted",
          (error: unknown) => (error instanceof Error ? error.name : String(error)),
        ),
        delay(seconds * 1_000, undefined),
      ]);
      return { fault: name, outcome, requests };
    }),
  );
}

interface Fault {
  name: string;
  customerId?: string;
  respond: (response: ServerResponse) => void;
}

const failure = { errorMessage: "No.", errorType: "SYSTEM_ERROR" };
const html = { "content-type": "text/html" };
const json = { "content-type": "application/json" };

const faults: Fault[] = [
  { name: "an empty 500", respond: (response) => response.writeHead(500, { "content-length": 0 }).end() },
  { name: "HTML under 200", respond: (response) => response.writeHead(200, html).end("<h1>Down for maintenance</h1>") },
  {
    name: "a failure under 200",
    respond: (response) => {
      const body = { errorResponse: failure, payload: null, response_code: 1, response_message: "FAILURE" };
      response.writeHead(200, json).end(JSON.stringify(body));
    },
  },
  { name: "a 303 to another page", respond: (response) => response.writeHead(303, { location: "/moved" }).end() },
  {
    name: 'the id ".."',
    customerId: "..",
    respond: (response) => response.writeHead(200, json).end(deletedBody),
  },
  {
    name: "a body that stalls",
    respond: (response) => response.writeHead(200, { ...json, "content-length": deletedBody.length }).write("{"),
  },
  {
    name: "a truncated body",
    respond: (response) => {
      response.writeHead(200, { ...json, "content-length": deletedBody.length }).write("{");
      setImmediate(() => response.destroy());
    },
  },
  {
    name: "a 401",
    respond: (response) => response.writeHead(401, json).end(JSON.stringify({ errorResponse: failure })),
  },
];

async function listen(respond: Fault["respond"]): Promise<{ baseUrl: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    // The target of the 303 is a page that is not part of the API.
    if (request.url === "/moved") response.writeHead(200, json).end("{}");
    else respond(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe: a server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, requests };
}
