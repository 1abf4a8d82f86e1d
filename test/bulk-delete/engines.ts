import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real engine on loopback, which keeps its files across a kill. */
export interface Engine {
  url: string;
  start(): Promise<void>;
  /** kill -9 of all that it runs. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

export async function redis(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "bulk-redis-"));
  const port = await freePort();
  const durable = ["--appendonly", "yes", "--appendfsync", "always"];
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...durable];
  return engine(`redis://127.0.0.1:${port}`, port, folder, () => spawn("redis-server", args, { stdio: "ignore" }));
}

export async function postgres(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "bulk-postgres-"));
  const data = join(folder, "data");
  const port = await freePort();
  const [version = ""] = readdirSync("/usr/lib/postgresql").sort().reverse();
  const binary = (name: string) => `/usr/lib/postgresql/${version}/bin/${name}`;
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? idsOf("postgres") : {};
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const initdb = ["--pgdata", data, "--auth", "trust", "--username", "bulk", "--encoding", "UTF8"];
  execFileSync(binary("initdb"), initdb, { ...user, cwd: folder, stdio: "ignore" });
  const args = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder];
  const url = `postgres://bulk@127.0.0.1:${port}/postgres`;
  return engine(url, port, folder, () =>
    spawn(binary("postgres"), args, { ...user, cwd: folder, stdio: "ignore", detached: true }),
  );
}

function engine(url: string, port: number, folder: string, spawnServer: () => ChildProcess): Engine {
  let server: ChildProcess | undefined;
  const kill = async () => {
    if (server === undefined) return;
    const exited = once(server, "exit");
    server.kill("SIGKILL");
    await exited;
    server = undefined;
  };
  return {
    url,
    start: async () => {
      server = spawnServer();
      while (!(await isListening(port))) {
        if (server.exitCode !== null) server = spawnServer(); // The children of a killed PostgreSQL live on for a moment.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    kill,
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

function idsOf(user: string): { uid?: number; gid?: number } {
  const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, user], { encoding: "utf8" })));
  return { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => {
      resolve(false);
    });
  });
}

/** Engines take no port 0: this one was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // Safe: a server that listens on TCP has an address of this kind.
  server.close();
  await once(server, "close");
  return port;
}
