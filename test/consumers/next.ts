import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

import { listenOnLoopback } from "../../scripts/shared/loopback.js";
import { sandboxListener } from "../../scripts/shared/sandbox-listener.js";
import { startNodeServer } from "../../scripts/shared/start-server.js";
import { createSandbox } from "../../src/sandbox/index.js";

/** How the app logs in, and the customer that it deletes. Both are in the path of its handler. */
const calls = [
  ["token", "KC00000000000001"],
  ["password", "KC00000000000002"],
] as const;

/**
 * Has the app in this folder delete each customer twice, and returns its response, which has to be the same for each. Throws
 * if a request did not reach the server, or if Next.js wrote a token to a file.
 */
export async function deleteThroughNext(app: string, mode: "development" | "production"): Promise<string> {
  const sandbox = createSandbox({ customers: calls.map(([, customerId]) => customerId) });
  const deletes: string[] = [];
  const tokens = new Set<string>();
  const listener = sandboxListener(sandbox);
  const api = await listenOnLoopback((request, response) => {
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    if (scheme === "Bearer" && token !== undefined) tokens.add(token);
    if (request.method === "DELETE") deletes.push(request.url ?? "");
    listener(request, response);
  });
  const env = {
    ...process.env,
    NODE_OPTIONS: "",
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_IGNORE_INCORRECT_LOCKFILE: "1", // Otherwise Next.js may ask the registry for other platforms' packages.
    ENKASH_BASE_URL: api.url,
    ENKASH_ACCESS_TOKEN: "the-access-token-of-the-app",
    ENKASH_ACCOUNT: JSON.stringify(sandbox.accounts[0]),
  };
  try {
    const responses = await responsesOf(app, mode, env);
    const expected = calls.flatMap(([, customerId]) => Array<string>(2).fill(`/api/v0/customer/${customerId}`));
    if (deletes.join() !== expected.join()) throw new Error(`the server received ${deletes.join(", ")}`);
    if (tokens.size !== calls.length) throw new Error(`the server received ${tokens.size} tokens`);
    const written = filesWith([...tokens], join(app, ".next"));
    if (written.length > 0) throw new Error(`there is a token in ${written.join(", ")}`);
    return [...new Set(responses)].join("\n\n");
  } finally {
    await api.close();
  }
}

async function responsesOf(app: string, mode: "development" | "production", env: NodeJS.ProcessEnv): Promise<string[]> {
  const next = createRequire(join(app, "package.json")).resolve("next/dist/bin/next");
  if (mode === "production") await promisify(execFile)(process.execPath, [next, "build"], { cwd: app, env });
  const command = mode === "production" ? "start" : "dev";
  const server = await startNodeServer([next, command, "--hostname", "127.0.0.1", "--port", "0"], { cwd: app, env });
  try {
    const responses: string[] = [];
    for (const [login, customerId] of calls) {
      const response = await fetch(`${server.url}/delete/${login}/${customerId}`);
      responses.push(await response.text());
    }
    return responses;
  } finally {
    await server.stop();
  }
}

/** The files below a folder that have one of these texts, as it is or in base64, which the cache of Next.js uses. */
function filesWith(texts: string[], folder: string): string[] {
  const hasOne = (content: string) => texts.some((text) => content.includes(text));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => {
      const content = readFileSync(file, "latin1");
      const decoded = (content.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []).map((run) =>
        Buffer.from(run, "base64").toString("latin1"),
      );
      return hasOne(content) || decoded.some(hasOne);
    });
}
