import { execFile } from "node:child_process";

import { work } from "./settings.js";

export const casesFile = `${work}/cases/cases.js`;

/** Runs one case of cases/ in its own process, and returns its result. */
export async function runCase<Result>(node: string, name: string, ...args: (string | number)[]): Promise<Result> {
  // Safe: each caller names the type of its case's result.
  return JSON.parse(await run(node, ["--expose-gc", casesFile, name, ...args.map(String)])) as Result;
}

/** @returns its standard output */
export function run(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: Infinity, env: { ...process.env, ...env } };
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${[file, ...args].join(" ")} failed: ${stderr || stdout || error.message}`));
    });
  });
}
