// PEER SECONDS: each fault of a server through one peer. None of the answers means that the customer is deleted.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as after } from "node:timers/promises";

import { customer, deletedBody } from "../peers/peer.js";
import { loadPeer } from "./load-peer.js";

export interface Told {
  fault: string;
  /** What the caller was told: "deleted", the name of an error, or undefined for nothing at all. */
  outcome: string | undefined;
  /** Method and path of what reached the server. */
  requests: string[];
}

interface Fault {
  name: string;
  customerId?: string;
  answer: (response: ServerResponse) => void;
}

const failure = { errorMessage: "No.", errorType: "SYSTEM_ERROR" };

const faults: Fault[] = [
  { name: "an empty 500", answer: (response) => response.writeHead(500, { "content-length": 0 }).end() },
  { name: "HTML under 200", answer: (response) => response.writeHead(200, html).end("<h1>Down for maintenance</h1>") },
  {
    name: "a failure under 200",
    answer: (response) => {
      const body = { errorResponse: failure, payload: null, response_code: 1, response_message: "FAILURE" };
      response.writeHead(200, json).end(JSON.stringify(body));
    },
  },
  { name: "a 303 to another page", answer: (response) => response.writeHead(303, { location: "/moved" }).end() },
  {
    name: '".." for an id',
    customerId: "..",
    answer: (response) => response.writeHead(200, json).end(deletedBody),
  },
  {
    name: "a body that stalls",
    answer: (response) => response.writeHead(200, { ...json, "content-length": deletedBody.length }).write("{"),
  },
  {
    name: "a body cut off",
    answer: (response) => {
      response.writeHead(200, { ...json, "content-length": deletedBody.length }).write("{");
      setImmediate(() => response.destroy());
    },
  },
  {
    name: "a 401",
    answer: (response) => response.writeHead(401, json).end(JSON.stringify({ errorResponse: failure })),
  },
];

const html = { "content-type": "text/html" };
const json = { "content-type": "application/json" };

const [peer = "", seconds] = process.argv.slice(2);
const { createDelete } = await loadPeer(peer);

async function told({ name, customerId = customer.customerId, answer }: Fault): Promise<Told> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    // Where the 303 leads, a page knows nothing of customers.
    if (request.url === "/moved") response.writeHead(200, json).end("{}");
    else answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Sound: a server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const call = createDelete({ baseUrl: `http://127.0.0.1:${port}`, accessToken: "token", overFetch: false });
  const outcome = await Promise.race([
    call({ ...customer, customerId }).then(
      () => "deleted",
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    ),
    after(Number(seconds) * 1_000, undefined),
  ]);
  return { fault: name, outcome, requests };
}

console.log(JSON.stringify(await Promise.all(faults.map(told))));
process.exit();
