import { createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP server that writes only the bytes of its behaviour, which need not be valid HTTP. */
export interface RawServer {
  url: string;
  /** The number of request heads that have arrived. */
  requests(): number;
  close(): Promise<void>;
}

/** Called with the socket when the head of a request has arrived. `nth` counts from 1. */
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
    // In some rows the client closes the connection.
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe: a server that listens on TCP has an address of this kind.
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
