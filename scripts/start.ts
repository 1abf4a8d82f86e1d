// npm start: the main job end to end. Generate, build, start the sandbox, delete a customer over HTTP, stop.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const typescript = ["--import", "tsx"];

function run(title: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
  console.log(`\n${title}`);
  execFileSync(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
}

run("Generate the types and tables from openapi/", [...typescript, "scripts/generate.ts"]);
run("Build the package into dist/", [...typescript, "scripts/build.ts"]);

console.log("\nStart the sandbox, a stand-in for the API on this machine");
const sandbox = spawn(process.execPath, [...typescript, "scripts/sandbox.ts"], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  run(
    "Delete a customer through the built package (examples/delete-customer.ts)",
    [...typescript, "examples/delete-customer.ts"],
    {
      ENKASH_BASE_URL: await sandboxUrl(),
      ENKASH_ACCESS_TOKEN: "a-token-for-the-sandbox",
    },
  );
} finally {
  sandbox.kill();
  await once(sandbox, "exit");
}
console.log("\nDone; the sandbox is stopped. Next: npm test, or README.md for your own code.");

async function sandboxUrl(): Promise<string> {
  for await (const line of createInterface({ input: sandbox.stdout })) {
    console.log(line);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error("The sandbox stopped before it said where it listens.");
}
