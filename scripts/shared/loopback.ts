import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoopbackServer {
  url: string;
  /** Closes the server and its open connections. */
  close: () => Promise<void>;
}

/** Starts an HTTP server on 127.0.0.1. Port 0 is any free port. */
export async function listenOnLoopback(listener: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const message = `port ${port} is in use; choose another with --port`;
      reject(portInUse(error) ? Object.assign(new Error(message), { code: error.code }) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  // Safe: a server that listens on TCP has an address of this kind.
  const address = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${address.port}`, close };
}

export function portInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/** The option of a command that serves on loopback. */
export const portOption = {
  type: "string",
  value: "N",
  default: "0",
  description: "port; 0 is any free port",
} as const;

export function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new Error(`--port must be a whole number from 0 to 65535; got ${JSON.stringify(value)}`);
}
