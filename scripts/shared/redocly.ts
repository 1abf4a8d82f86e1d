import { execFile } from "node:child_process";

const cli = "node_modules/@redocly/cli/bin/cli.js";

/** Runs Redocly's command line without its usage reports. `stderr` is in one line. */
export function redocly(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { maxBuffer: Infinity, env: { ...process.env, REDOCLY_TELEMETRY: "off" } };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      // The box announces the end of support for a Node version.
      const line = stderr.replace(/^.*[╔║╚].*$/gm, "").replace(/\s+/g, " ");
      resolve({ exitCode: error === null ? 0 : 1, stdout, stderr: line.trim() });
    });
  });
}
