// npm run api [-- --check]: writes the public surface of each entry to api/, as its declarations have it. With --check it
// writes nothing, and fails where the surface has changed and the report, which people review, has not.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

function main(): void {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  // Sound: the file is ours.
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
    name: string;
    exports: Record<string, string | { import: { types: string } }>;
  };

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
          // TypeDoc and the linter look after the comments.
          extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: resolve("package.json"),
    });
    const { apiReportChanged, succeeded } = Extractor.invoke(config, {
      localBuild: !values.check,
      messageCallback: (message) => {
        message.handled = message.logLevel !== ExtractorLogLevel.Error;
      },
    });
    if (values.check && apiReportChanged) {
      console.error(
        `api: the public surface of "${entry}" differs from api/${name}.api.md; run npm run api, and review it`,
      );
      process.exitCode = 1;
    } else if (!succeeded && !values.check) {
      console.error(`api: "${entry}" has errors, see above`);
      process.exitCode = 1;
    } else {
      console.log(`api/${name}.api.md ${apiReportChanged ? "written" : "is up to date"}`);
    }
  }
}

try {
  main();
} catch (error) {
  console.error(`api: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
