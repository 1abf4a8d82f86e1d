// Builds the docs site, and checks its pages in Chromium.
import { execFileSync } from "node:child_process";

import { buildPackage } from "../../scripts/shared/build-package.js";
import { runCommand } from "../../scripts/shared/command.js";
import { runSuite } from "../support/run-suite.js";

await runCommand(
  {
    name: "test:site",
    usage: "npm run test:site [-- options of Jest]",
    summary: "Builds the docs site, and runs the tests of its pages in Chromium.",
    passesOn: true,
  },
  (_, options) => {
    buildPackage();
    execFileSync(process.execPath, ["--import", "tsx", "scripts/docs.ts"], { stdio: "inherit" });
    runSuite("**/test/site/*.site.ts", 600_000, options);
  },
);
