import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo } from "node:net";

/** The certificate of the server behind the proxy, for NODE_EXTRA_CA_CERTS. */
export const certificateFile = "test/support/tls/certificate.pem";

export interface ConnectProxy {
  url: string;
  /** The hosts and ports that it was asked to connect to. */
  asked: string[];
  close: () => Promise<void>;
}

/** A real proxy for HTTPS. Whatever host it is asked for, it connects to a server on loopback that responds with `listener`. */
export async function listenAsProxy(listener: RequestListener): Promise<ConnectProxy> {
  const tls = createTlsServer(
    { key: readFileSync("test/support/tls/key.pem"), cert: readFileSync(certificateFile) },
    listener,
  );
  const asked: string[] = [];
  const proxy = createServer((_, response) => response.writeHead(405).end());
  proxy.on("connect", (request, client) => {
    asked.push(request.url ?? "");
    const upstream = connect(portOf(tls), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
  });
  for (const server of [tls, proxy]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  return {
    url: `http://127.0.0.1:${portOf(proxy)}`,
    asked,
    close: async () => {
      for (const server of [proxy, tls]) {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      }
    },
  };
}

function portOf(server: Pick<Server, "address">): number {
  // Safe: a server that listens on TCP has an address of this kind.
  return (server.address() as AddressInfo).port;
}
