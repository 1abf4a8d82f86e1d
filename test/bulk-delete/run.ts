// Installs what examples/bulk-delete/ needs, and tests it.
import { execFileSync } from "node:child_process";

import { buildPackage } from "../../scripts/shared/build-package.js";
import { bulkExample, installBulkExample } from "../../scripts/shared/bulk-example.js";
import { runCommand } from "../../scripts/shared/command.js";
import { runSuite } from "../support/run-suite.js";

await runCommand(
  {
    name: "test:bulk",
    usage: "npm run test:bulk [-- options of Jest]",
    summary: `Installs what ${bulkExample}/ needs, checks its types, and runs its tests, with Redis and PostgreSQL.`,
    passesOn: true,
  },
  (_, options) => {
    buildPackage();
    installBulkExample(() => {
      console.log(`Installing what ${bulkExample}/ needs`);
    });
    execFileSync(process.execPath, ["node_modules/typescript-7/bin/tsc", "--project", bulkExample], {
      stdio: "inherit",
    });
    runSuite("**/test/bulk-delete/*.bulk.ts", 300_000, options);
  },
);
