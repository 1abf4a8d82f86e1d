import { existsSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

import { Agent, fetch as undiciFetch } from "undici";

import { createEnkashClient, EnkashApiError } from "../../src/index.js";
import { codeBlocks, compile } from "../support/code-blocks.js";
import { documented } from "../support/documented.js";

it("SECURITY.md has code that compiles", async () => {
  expect(await compile(codeBlocks("SECURITY.md"))).toBe("");
});

it("SECURITY.md names only tests that exist", () => {
  const named = readFileSync("SECURITY.md", "utf8").match(/`test\/[\w./-]+`/g) ?? [];
  expect(named.length).toBeGreaterThan(10);
  for (const path of named) expect([path, existsSync(path.slice(1, -1))]).toEqual([path, true]);
});

describe("a proxy that sends one response too many on a connection", () => {
  /** Deletes two customers in turn, of which the server has only the first. */
  async function outcomes(dispatcher: Agent): Promise<string[]> {
    const deleted = response("200 OK", documented["200"]?.["CustomerDeleted"]);
    const unknown = response("404 Not Found", documented["404"]?.["RecordNotFound"]);
    const server = createServer((connection) => {
      let isFirst = true;
      connection.on("error", () => undefined); // The client may end the connection before it has read everything.
      connection.on("data", (request) => {
        const own = request.includes("KC0123456789ABCD") ? deleted : unknown;
        connection.write(isFirst ? own : deleted + own);
        isFirst = false;
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // Safe: a server that listens on TCP has an address of this kind.
    const { port } = server.address() as AddressInfo;
    const enkash = createEnkashClient({
      baseUrl: `http://127.0.0.1:${port}`,
      allowInsecureHttp: true,
      fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
    });
    const told = [];
    for (const customerId of ["KC0123456789ABCD", "KC0000000000NONE"]) {
      told.push(
        await enkash.deleteCustomerByCustomerId({ customerId }).then(
          () => "deleted",
          (error: unknown) => (error instanceof EnkashApiError ? error.status.toString() : String(error)),
        ),
      );
    }
    server.close();
    await dispatcher.destroy();
    return told;
  }

  it("makes an unknown customer look deleted, where the connection is used again", async () => {
    expect(await outcomes(new Agent({ connections: 1 }))).toEqual(["deleted", "deleted"]);
  });

  it("changes nothing with the fetch of SECURITY.md, which uses no connection twice", async () => {
    expect(readFileSync("SECURITY.md", "utf8")).toContain("new Agent({ pipelining: 0 })");
    expect(await outcomes(new Agent({ pipelining: 0 }))).toEqual(["deleted", "404"]);
  });
});

function response(status: string, body: unknown): string {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
