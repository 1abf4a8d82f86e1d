import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { listenOnLoopback } from "../../scripts/shared/loopback.js";
import { startNodeServer } from "../../scripts/shared/start-server.js";
import { runNode } from "../support/run.js";
import { compiledFile } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
mkdirSync(join(folder, "site"));
writeFileSync(join(folder, "site/index.html"), "<title>The docs</title>");

/** Where the script serves with these options. */
async function servedAt(...args: string[]): Promise<string> {
  const server = await startNodeServer([compiledFile("scripts/docs-serve.ts"), ...args], { cwd: folder });
  try {
    expect(await (await fetch(server.url)).text()).toContain("The docs");
    return server.url;
  } finally {
    await server.stop();
  }
}

describe("npm run docs:serve", () => {
  it("serves on its usual port, and on another one while that is in use", async () => {
    const usual = "http://127.0.0.1:4600";
    // Undefined if the port is in use already, which is as good.
    const other = await listenOnLoopback((_, response) => response.end(), 4600).catch(() => undefined);
    expect(await servedAt()).not.toBe(usual);
    await other?.close();
    if (other !== undefined) expect(await servedAt()).toBe(usual);
  });

  it("serves on the port that is asked for, and on no other", async () => {
    const other = await listenOnLoopback((_, response) => response.end());
    try {
      const { port } = new URL(other.url);
      const ran = await runNode([compiledFile("scripts/docs-serve.ts"), "--port", port], { cwd: folder });
      expect(ran).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: `docs:serve: port ${port} is in use; choose another with --port\n`,
      });
    } finally {
      await other.close();
    }
  });
});
