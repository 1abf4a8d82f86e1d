import { spawn } from "node:child_process";

export interface Finished {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

// A tool takes seconds, and longer on a busy machine. Other tests keep Jest's default.
jest.setTimeout(300_000);

/** Runs Node with these arguments, and returns its output once it has ended. */
export function runNode(
  args: string[],
  { cwd = process.cwd(), env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
) {
  return new Promise<Finished>((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}
