import { execFile } from "node:child_process";

import { work } from "../settings.js";

/** Runs one case of cases/ in a process of its own, and gives what it printed as JSON. */
export async function runCase<Result>(node: string, name: string, ...args: (string | number)[]): Promise<Result> {
  // Sound: each case prints what its caller here asks for.
  return JSON.parse(await run(node, ["--expose-gc", `${work}/cases/${name}.js`, ...args.map(String)])) as Result;
}

/** @returns what it wrote to its standard output */
export function run(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: Infinity, env: { ...process.env, ...env } };
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${[file, ...args].join(" ")} failed: ${stderr || stdout || error.message}`));
    });
  });
}
