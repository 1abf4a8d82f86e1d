// npm start: the main job end to end. Generate, build, start the sandbox, delete a customer over HTTP, stop.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

import { startServer } from "./shared/start-server.js";

const typescript = ["--import", "tsx"];

function run(title: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
  console.log(`\n${title}`);
  execFileSync(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
}

async function main(): Promise<void> {
  parseArgs(); // It takes no options, and says so.
  run("Generate the types and tables from openapi/", [...typescript, "scripts/generate.ts"]);
  run("Build the package into dist/", [...typescript, "scripts/build.ts"]);

  console.log("\nStart the sandbox, a stand-in for the API on this machine");
  const sandbox = await startServer("scripts/sandbox.ts");
  try {
    console.log(sandbox.said);
    run(
      "Delete a customer through the built package (examples/delete-customer.ts)",
      [...typescript, "examples/delete-customer.ts"],
      {
        ENKASH_BASE_URL: sandbox.url,
        ENKASH_ACCESS_TOKEN: "a-token-for-the-sandbox",
      },
    );
  } finally {
    await sandbox.stop();
  }
  console.log("\nDone; the sandbox is stopped. Next: npm test, or README.md for your own code.");
}

main().catch((error: unknown) => {
  console.error(`start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
