// Copies the public surface of each entry, as the build reports it, to api/, where a change of it is reviewed.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { buildPackage, reportFolder } from "./shared/build-package.js";
import { runCommand } from "./shared/command.js";

await runCommand(
  {
    name: "api",
    summary: "Builds the package, and writes the public surface of each entry to api/, one report for each.",
    options: {
      check: {
        type: "boolean",
        default: false,
        description: "neither build nor write; fail if a report differs from that of the last build",
      },
    },
  },
  ({ check }) => {
    if (!check) buildPackage();
    else if (!existsSync(reportFolder)) throw new Error(`${reportFolder}/ is missing; run npm run build`);
    writeReports(check);
  },
);

function writeReports(check: boolean): void {
  const stale: string[] = [];
  for (const name of readdirSync(reportFolder).filter((name) => name.endsWith(".api.md"))) {
    const report = readFileSync(`${reportFolder}/${name}`, "utf8");
    const file = `api/${name}`;
    if (existsSync(file) && readFileSync(file, "utf8") === report) {
      console.log(`${file} is up to date`);
    } else if (check) {
      stale.push(`${file} is out of date: run npm run api, and review the change`);
    } else {
      writeFileSync(file, report);
      console.log(`${file} written`);
    }
  }
  if (stale.length > 0) throw new Error(stale.join("; "));
}
