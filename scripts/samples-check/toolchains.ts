// The commands that run the samples of each language.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { sendHttpFile } from "./http-file.js";

export interface Toolchain {
  /** Commands that must be on PATH. `curl-config` stands for the headers of libcurl. */
  needs: string[];
  debian: string[];
  file: string;
  run: string;
}

export const toolchains: Record<string, Toolchain> = {
  TypeScript: {
    needs: ["node"],
    debian: [],
    file: "main.ts",
    // It starts in a fraction of the time that it would take under tsx.
    run: "../../../node_modules/.bin/esbuild main.ts --outfile=main.mjs --log-level=warning && node main.mjs",
  },
  Shell: { needs: ["curl"], debian: ["curl"], file: "main.sh", run: "sh main.sh" },
  JavaScript: { needs: ["node"], debian: [], file: "main.mjs", run: "node main.mjs" },
  Java: { needs: ["java", "javac"], debian: ["default-jdk-headless"], file: "Main.java", run: "java Main.java" },
  Go: { needs: ["go"], debian: ["golang-go"], file: "main.go", run: "GO111MODULE=off go run main.go" },
  PHP: { needs: ["php"], debian: ["php-cli", "php-curl"], file: "main.php", run: "php main.php" },
  Python: { needs: ["python3"], debian: ["python3"], file: "main.py", run: "python3 main.py" },
  HTTP: { needs: [], debian: [], file: "main.http", run: "" }, // written to a socket
  C: {
    needs: ["cc", "curl-config"],
    debian: ["gcc", "libc6-dev", "libcurl4-openssl-dev"],
    file: "main.c",
    run: "cc -Wall -Werror -o main main.c -lcurl && ./main",
  },
  Ruby: { needs: ["ruby"], debian: ["ruby"], file: "main.rb", run: "ruby main.rb" },
  OCaml: {
    needs: ["ocamlfind"],
    debian: ["ocaml-nox", "ocaml-findlib", "libcohttp-lwt-unix-ocaml-dev"],
    file: "main.ml",
    run: "ocamlfind ocamlopt -thread -package cohttp-lwt-unix -linkpkg -o main main.ml 2>&1 && ./main",
  },
  R: { needs: ["Rscript"], debian: ["r-base-core", "r-cran-httr"], file: "main.R", run: "Rscript main.R" },
};

export function installToolchains(): void {
  const packages = Object.values(toolchains).flatMap(({ debian }) => debian);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo"];
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const [command = "", ...rest] = [...asRoot, "apt-get", "-qq", ...args];
    execFileSync(command, rest, { stdio: "inherit" });
  }
}

export function missingCommands({ needs }: Toolchain): string[] {
  return needs.filter((command) => spawnSync("which", [command]).status !== 0);
}

/**
 * Runs a sample in a folder with these files, and returns its output.
 *
 * @param host - where an HTTP file is sent to
 */
export function runSample(
  label: string,
  source: string,
  { file, run: command }: Toolchain,
  { files, host, token }: { files: Map<string, Buffer>; host: string; token: string },
): Promise<string> {
  // In the project's folder, where the package's own name resolves to dist/.
  const folder = join(".tmp/samples", label);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of [...files, [file, source] as const]) writeFileSync(join(folder, name), content);
  if (command === "") return sendHttpFile(join(folder, file), host, { ENKASH_ACCESS_TOKEN: token });
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", command], { cwd: folder, env: { ...process.env, ENKASH_ACCESS_TOKEN: token } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else {
        console.error(output);
        reject(new Error(`${label} ended with exit code ${code}; its output is above`));
      }
    });
  });
}
