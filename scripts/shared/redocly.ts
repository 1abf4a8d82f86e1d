import { execFile } from "node:child_process";

const cli = "node_modules/@redocly/cli/bin/cli.js";

/** Runs Redocly's command line, which reports to nobody; what it says on stderr is in one line. */
export function redocly(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { maxBuffer: Infinity, env: { ...process.env, REDOCLY_TELEMETRY: "off" } };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      // In one line, and without the box in which it announces the end of a Node version.
      const said = stderr.replace(/^.*[╔║╚].*$/gm, "").replace(/\s+/g, " ");
      resolve({ exitCode: error === null ? 0 : 1, stdout, stderr: said.trim() });
    });
  });
}
