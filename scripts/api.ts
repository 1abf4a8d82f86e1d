// Writes the public surface of each entry, taken from its declarations, to api/, where a change of it is reviewed.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

import { runCommand } from "./shared/command.js";
import { requireBuild } from "./shared/require-build.js";

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
  requireBuild();
  // Sound: our own manifest.
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
    name: string;
    exports: Record<string, string | { import: { types: string } }>;
  };

  const entries = Object.entries(manifest.exports).flatMap(([entry, target]) =>
    typeof target === "string" ? [] : [{ entry, types: resolve(target.import.types) }],
  );
  const failures: string[] = [];
  let compilerState: CompilerState | undefined;
  for (const { entry, types } of entries) {
    const name = entry === "." ? manifest.name : entry.slice("./".length);
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder: resolve("."),
        mainEntryPointFilePath: types,
        compiler: { tsconfigFilePath: resolve("tsconfig.build.json") },
        apiReport: {
          enabled: true,
          reportFolder: resolve("api"),
          reportTempFolder: resolve(".tmp/api"),
          reportFileName: `${name}.api.md`,
          includeForgottenExports: true,
        },
        newlineKind: "lf",
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
    // All entries share one compilation.
    compilerState ??= CompilerState.create(config, { additionalEntryPoints: entries.map(({ types }) => types) });
    const { apiReportChanged, succeeded } = Extractor.invoke(config, {
      compilerState,
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
