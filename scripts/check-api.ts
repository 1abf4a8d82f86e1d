// Compares a real server with the description, by a few requests that are printed beforehand. docs/check-api.md explains it.
import { checkApi, options } from "./check-api/check.js";
import { runCommand } from "./shared/command.js";

const command = {
  name: "check:api",
  errorExitCode: 2,
  summary: `Finds out whether the API at ENKASH_BASE_URL keeps the description. Without --send it only prints the plan.
--absent and --delete need a token, ENKASH_ACCESS_TOKEN, or a login: ENKASH_CLIENT_ID, ENKASH_CLIENT_SECRET,
ENKASH_USERNAME, ENKASH_PASSWORD. Exit code: 0 nothing differs, 1 something does, 2 it did not run, or not to its end.`,
  options,
} as const;

await runCommand(command, async (values) => {
  process.exitCode = await checkApi(values, {
    env: process.env,
    print: console.log,
    warn: console.error,
    onSignal: (stop) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
    },
  });
});
