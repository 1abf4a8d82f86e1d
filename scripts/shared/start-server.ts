import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

interface StartedServer {
  url: string;
  /** What it printed until it listened. */
  said: string;
  stop: () => Promise<void>;
}

/** Starts one of the scripts that serve on loopback, and waits for the URL that it prints. */
export async function startServer(script: string, ...args: string[]): Promise<StartedServer> {
  const server = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  };
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return { url, said: said.join("\n"), stop };
  }
  throw new Error(`${script} stopped before it said where it listens`);
}
