// Shows the whole project at work: generate, build, start the sandbox, delete a customer over HTTP, stop the sandbox.
import { execFileSync } from "node:child_process";
import { styleText } from "node:util";

import { runCommand } from "./shared/command.js";
import { startServer } from "./shared/start-server.js";

const command = {
  name: "start",
  usage: "npm start",
  summary: "Generates, builds, and deletes a customer of the sandbox through the built package.",
};

await runCommand(command, async () => {
  run("Generate the types and tables from openapi/", "scripts/generate.ts");
  run("Build the package into dist/", "scripts/build.ts");

  announce("Start the sandbox, a mock of the API on this machine");
  const sandbox = await startServer("scripts/sandbox.ts");
  try {
    console.log(sandbox.output);
    const env = { ENKASH_BASE_URL: sandbox.url, ENKASH_ACCESS_TOKEN: "a-token-for-the-sandbox" };
    const example = "examples/delete-customer.ts";
    run(`Delete a customer through the built package (${example})`, example, env);
  } finally {
    await sandbox.stop();
  }
  console.log(
    `\n${styleText("green", "Done")}; the sandbox is stopped. Next: npm test, or README.md for your own code.`,
  );
});

/** Bold where the terminal has it, and not under NO_COLOR. */
function announce(title: string): void {
  console.log(`\n${styleText("bold", title)}`);
}

function run(title: string, script: string, env: NodeJS.ProcessEnv = {}): void {
  announce(title);
  const options = { stdio: "inherit", env: { ...process.env, ...env } } as const;
  execFileSync(process.execPath, ["--import", "tsx", script], options);
}
