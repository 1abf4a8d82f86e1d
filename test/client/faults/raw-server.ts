import { createServer, type AddressInfo, type Socket } from "node:net";

/** A server that speaks bytes, not HTTP: what it is told to write is all that it writes. */
export interface RawServer {
  url: string;
  /** How many request heads have arrived. */
  requests(): number;
  close(): Promise<void>;
}

/** What to do with the socket once a request has arrived; `nth` counts from 1. */
export type Behaviour = (socket: Socket, nth: number) => void;

export async function listenRaw(behave: Behaviour): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    let head = "";
    socket.on("data", (data) => {
      head += data.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      head = "";
      behave(socket, ++requests);
    });
    // A client that hangs up is what some rows are about.
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Sound: a server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
