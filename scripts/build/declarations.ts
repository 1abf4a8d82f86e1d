// Writes one declaration file for each entry, and the report of its public surface. The only file that uses API Extractor.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";

import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from "@microsoft/api-extractor";

import { reportFolder } from "../shared/build-package.js";

/** The declarations of every module, which the package does not contain. */
const modules = ".tmp/declarations";

/**
 * @param entries - modules of src/, by the name of their report
 * @param folders - where the declarations are written; each holds the same
 */
export function writeDeclarations(entries: Record<string, string>, folders: readonly string[]): void {
  for (const folder of [modules, reportFolder]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(reportFolder, { recursive: true });
  // Checked here once. API Extractor does not check them again.
  const check = ["--skipLibCheck", "false"];
  const options = ["--project", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", modules, ...check];
  execFileSync(process.execPath, ["node_modules/typescript-7/bin/tsc", ...options], { stdio: "inherit" });

  const additionalEntryPoints = Object.values(entries).map((entry) => resolve(modules, `src/${entry}.d.ts`));
  let compilerState: CompilerState | undefined;
  for (const [name, entry] of Object.entries(entries)) {
    const [bundle = "", ...copies] = folders.map((folder) => resolve(folder, `src/${entry}.d.ts`));
    const config = extractorConfig(name, resolve(modules, `src/${entry}.d.ts`), bundle);
    // All entries share one compilation.
    compilerState ??= CompilerState.create(config, { additionalEntryPoints });
    const { succeeded } = Extractor.invoke(config, { compilerState, localBuild: true, messageCallback: showErrors });
    if (!succeeded) throw new Error(`the declarations of src/${entry}.ts have errors, see above`);
    for (const copy of copies) {
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(bundle, copy);
    }
  }
}

function extractorConfig(name: string, mainEntryPointFilePath: string, bundle: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: resolve("."),
      mainEntryPointFilePath,
      compiler: { tsconfigFilePath: resolve("tsconfig.build.json") },
      apiReport: {
        enabled: true,
        reportFolder: resolve(reportFolder),
        reportTempFolder: resolve(reportFolder, "new"),
        reportFileName: `${name}.api.md`,
        includeForgottenExports: true,
      },
      newlineKind: "lf",
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: bundle },
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
}

/** Hides the messages about written reports. */
function showErrors(message: ExtractorMessage): void {
  message.handled = message.logLevel !== ExtractorLogLevel.Error;
}
