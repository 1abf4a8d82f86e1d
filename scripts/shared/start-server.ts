import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

interface StartedServer {
  url: string;
  /** The lines that it has printed, up to the one with the URL. */
  output: string;
  stop: () => Promise<void>;
}

/** Starts a script that serves on loopback, and waits until it prints its URL. */
export function startServer(script: string, ...args: string[]): Promise<StartedServer> {
  return startNodeServer(["--import", "tsx", script, ...args]);
}

/** Runs Node with these arguments, and waits until it prints the URL of its server. */
export async function startNodeServer(
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<StartedServer> {
  const server = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  const stop = async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  };
  const lines: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    lines.push(line);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return { url, output: lines.join("\n"), stop };
  }
  throw new Error(`node ${args.join(" ")} ended before it printed its URL:\n${lines.join("\n")}`);
}
