// Serves the docs site on loopback, as any web server would publish it.
import { existsSync } from "node:fs";

import { runCommand } from "./shared/command.js";
import { listenOnLoopback, parsePort, portOption } from "./shared/loopback.js";
import { staticFiles } from "./shared/static-files.js";

const command = {
  name: "docs:serve",
  summary: "Serves site/ on loopback, until Ctrl+C.",
  options: { port: portOption },
};

await runCommand(command, async (values) => {
  const port = parsePort(values.port);
  if (!existsSync("site/index.html")) throw new Error("there is no site/ yet; build it with npm run docs");
  const { url } = await listenOnLoopback(staticFiles("site"), port);
  console.log(`The docs are at ${url}/ (Ctrl+C stops)`);
});
