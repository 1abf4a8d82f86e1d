import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Works with the sandbox as `npm run sandbox` starts it, at the URL that it prints. */
export async function withSandbox<T>(work: (url: string) => Promise<T>, ...args: string[]): Promise<T> {
  const sandbox = spawn(process.execPath, ["--import", "tsx", "scripts/sandbox.ts", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    for await (const line of createInterface({ input: sandbox.stdout })) {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (url !== undefined) return await work(url);
    }
    throw new Error("the sandbox printed no URL");
  } finally {
    sandbox.kill();
    if (sandbox.exitCode === null) await once(sandbox, "exit");
  }
}
