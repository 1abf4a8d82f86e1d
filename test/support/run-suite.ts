import { spawnSync } from "node:child_process";

/**
 * Runs the tests of these files, and shows what Jest prints.
 *
 * @param testTimeout - milliseconds after which a test hangs
 * @param options - of Jest
 * @throws a test failed
 */
export function runSuite(files: string, testTimeout: number, options: string[]): void {
  const settings = ["--testMatch", files, `--testTimeout=${testTimeout}`];
  const jest = ["node_modules/jest/bin/jest.js", ...settings, ...options];
  const { status } = spawnSync(process.execPath, jest, { stdio: "inherit" });
  if (status !== 0) throw new Error("failed; the output of Jest is above");
}
