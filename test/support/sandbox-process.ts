import { startNodeServer } from "../../scripts/shared/start-server.js";
import { compiledFile } from "./run-typescript.js";

/** Starts the sandbox as `npm run sandbox` does. */
export function startSandbox(...args: string[]) {
  return startNodeServer([compiledFile("scripts/sandbox.ts"), ...args]);
}

/** Works with the sandbox as `npm run sandbox` starts it, at the URL that it prints. */
export async function withSandbox<T>(work: (url: string) => T | Promise<T>, ...args: string[]): Promise<T> {
  const sandbox = await startSandbox(...args);
  try {
    return await work(sandbox.url);
  } finally {
    await sandbox.stop();
  }
}
