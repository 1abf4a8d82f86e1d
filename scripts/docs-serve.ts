// Serves the docs site on loopback, as any web server would publish it.
import { existsSync } from "node:fs";

import { runCommand } from "./shared/command.js";
import { listenOnLoopback, parsePort, portInUse, type LoopbackServer } from "./shared/loopback.js";
import { staticFiles } from "./shared/static-files.js";

/** A browser keeps what a reader chose, such as the theme, for this port. */
const usualPort = 4600;

const command = {
  name: "docs:serve",
  summary: "Serves site/ on loopback, until Ctrl+C.",
  options: {
    port: {
      type: "string",
      value: "N",
      description: `port; 0 is any free port (default: ${usualPort}, or any free port if it is in use)`,
    },
  },
} as const;

await runCommand(command, async ({ port }) => {
  const chosen = port === undefined ? undefined : parsePort(port);
  if (!existsSync("site/index.html")) throw new Error("there is no site/ yet; build it with npm run docs");
  const { url } = await (chosen === undefined ? listenOnUsualPort() : listenOnLoopback(staticFiles("site"), chosen));
  console.log(`The docs are at ${url}/ (Ctrl+C stops)`);
});

async function listenOnUsualPort(): Promise<LoopbackServer> {
  try {
    return await listenOnLoopback(staticFiles("site"), usualPort);
  } catch (error) {
    if (!portInUse(error)) throw error;
    return listenOnLoopback(staticFiles("site"));
  }
}
