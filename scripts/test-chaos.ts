// The random tests of the client, of which `npm test` runs a small part.
import { spawnSync } from "node:child_process";

import { runCommand } from "./shared/command.js";

const suites = ["test/client/chaos", "test/client/aborts", "test/client/bad-input"];

await runCommand(
  {
    name: "test:chaos",
    summary:
      "Runs the random tests of the client with their full counts: 40 000 deletes on a server that fails at random, aborts at\n1 200 places of a call, and 40 000 malformed values. Takes some minutes.",
  },
  () => {
    const { status } = spawnSync(process.execPath, ["node_modules/jest/bin/jest.js", ...suites], {
      stdio: "inherit",
      env: { ...process.env, FULL_COUNTS: "1" },
    });
    if (status !== 0) throw new Error("a promise was broken; see above");
  },
);
