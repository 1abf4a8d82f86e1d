import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The site as `npm run docs:serve` shows it. */
export async function serveSite(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = spawn(process.execPath, ["--import", "tsx", "scripts/docs-serve.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
    if (url === undefined) continue;
    return {
      url,
      stop: async () => {
        server.kill();
        if (server.exitCode === null) await once(server, "exit");
      },
    };
  }
  throw new Error("the server printed no URL");
}
