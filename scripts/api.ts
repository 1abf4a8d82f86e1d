// Writes the public surface of each entry, taken from its declarations, to api/, where a change of it is reviewed.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

import { runCommand } from "./shared/command.js";

await runCommand(
  {
    name: "api",
    summary: "Writes the public surface of each entry of dist/ to api/, one report for each.",
    options: {
      check: { type: "boolean", default: false, description: "write nothing; fail if a report is out of date" },
    },
  },
  ({ check }) => {
    writeReports(check);
  },
);

function writeReports(check: boolean): void {
  // Sound: our own manifest.
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
    name: string;
    exports: Record<string, string | { import: { types: string } }>;
  };

  const failures: string[] = [];
  for (const [entry, target] of Object.entries(manifest.exports)) {
    if (typeof target === "string") continue;
    const name = entry === "." ? manifest.name : entry.slice("./".length);
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder: resolve("."),
        mainEntryPointFilePath: resolve(target.import.types),
        compiler: { tsconfigFilePath: resolve("tsconfig.build.json") },
        apiReport: {
          enabled: true,
          reportFolder: resolve("api"),
          reportTempFolder: resolve(".tmp/api"),
          reportFileName: `${name}.api.md`,
          includeForgottenExports: true,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          // TypeDoc and the linter check the comments.
          extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: resolve("package.json"),
    });
    const { apiReportChanged, succeeded } = Extractor.invoke(config, {
      localBuild: !check,
      messageCallback: (message) => {
        message.handled = message.logLevel !== ExtractorLogLevel.Error;
      },
    });
    if (check && apiReportChanged) {
      failures.push(`api/${name}.api.md is out of date: run npm run api, and review the change`);
    } else if (!succeeded && !check) {
      failures.push(`"${entry}" has errors, see above`);
    } else {
      console.log(`api/${name}.api.md ${apiReportChanged ? "written" : "is up to date"}`);
    }
  }
  if (failures.length > 0) throw new Error(failures.join("; "));
}
