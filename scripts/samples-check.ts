// Runs every request sample whose toolchain is installed against the sandbox. A sample passes if it sends the expected
// method, path, query and token, and prints the answer.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { parse } from "yaml";

import { examples } from "../generated/examples.js";
import { operationTable, servers, type OperationId } from "../generated/operations.js";
import { createSandbox } from "../src/sandbox/index.js";
import { buildPackage } from "./shared/build-package.js";
import { runCommand } from "./shared/command.js";
import { listenOnLoopback } from "./shared/loopback.js";
import { sandboxListener } from "./shared/sandbox-listener.js";

interface Sample {
  label: string;
  source: string;
  proven: boolean;
}

interface Toolchain {
  /** Commands that must be on PATH. `curl-config` stands for the headers of libcurl. */
  needs: string[];
  debian: string[];
  file: string;
  run: string;
}

const toolchains: Record<string, Toolchain> = {
  TypeScript: { needs: ["node"], debian: [], file: "main.ts", run: "node --import tsx main.ts" },
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

const token = "a-token-for-the-samples";
const [{ url: documentedUrl }] = servers;

const command = {
  name: "samples:check",
  summary: `Runs every request sample whose toolchain is installed against the sandbox, checks the request that it sends, and
lists the samples that it could not run.`,
  options: {
    install: {
      type: "boolean",
      default: false,
      description: "first install the toolchains that Debian has, by apt-get",
    },
  },
} as const;

await runCommand(command, async (values) => {
  if (values.install) install();
  buildPackage();
  // Sound: our own generated file.
  const all = parse(readFileSync("generated/samples.yaml", "utf8")) as Record<OperationId, Sample[]>;
  const notRun: string[] = [];
  for (const [operationId, samples] of Object.entries(all)) {
    console.log(`Samples of ${operationId}`);
    for (const { label, source, proven } of samples) {
      const toolchain = toolchains[label];
      const missing = toolchain?.needs.filter((command) => spawnSync("which", [command]).status !== 0);
      if (!proven || toolchain === undefined || missing === undefined) notRun.push(`${label}: no toolchain in Debian`);
      else if (missing.length > 0) notRun.push(`${label}: ${missing.join(", ")} missing; --install installs it`);
      else {
        // Sound: the keys of generated/samples.yaml are the operationIds.
        await prove(operationId as OperationId, label, source, toolchain);
        console.log(`${label}: sent the expected request, and printed the answer`);
      }
    }
  }
  for (const line of notRun) console.log(`Not run: ${line}`);
});

function install(): void {
  const packages = Object.values(toolchains).flatMap(({ debian }) => debian);
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { stdio: "inherit" });
}

async function prove(operationId: OperationId, label: string, source: string, toolchain: Toolchain): Promise<void> {
  const requests: string[] = [];
  const answer = sandboxListener(createSandbox());
  const server = await listenOnLoopback((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.setHeader("connection", "close"); // The HTTP sample reads until the connection ends.
    answer(request, response);
  });
  try {
    const { host, port } = new URL(server.url);
    const output = await run(label, onLoopback(source, host), toolchain, Number(port));
    const wanted = expected(operationId);
    const sent = requests.join("; ");
    if (sent === wanted && answerTexts(operationId).every((text) => output.includes(text))) return;
    console.error(output);
    throw new Error(
      sent === wanted
        ? `${label} did not print the answer; its output is above`
        : `${label} sent ${sent || "nothing"}, not ${wanted}; its output is above`,
    );
  } finally {
    await server.close();
  }
}

/** The method, URL and token of the operation with every parameter's first example. */
function expected(operationId: OperationId): string {
  const { method, path, parameters: rules } = operationTable[operationId];
  const { parameters: values } = examples[operationId];
  const query = new URLSearchParams();
  let url = path;
  for (const [name, rule] of Object.entries(rules)) {
    const value = String(values[name]?.[0]);
    if (rule.in === "path") url = url.replace(`{${name}}`, value);
    else query.set(name, value);
  }
  return `${method} ${url}${query.size === 0 ? "" : `?${query.toString()}`} Bearer ${token}`;
}

/** The strings of the sandbox's answer, which a sample must print. */
function answerTexts(operationId: OperationId): string[] {
  const { responses } = examples[operationId];
  const [body] = Object.values(responses["200"] ?? {});
  return Object.values(body ?? {}).filter((member) => typeof member === "string");
}

/** The sample with the host replaced, and without TLS, which the loopback server does not have. */
function onLoopback(source: string, host: string): string {
  return source
    .replaceAll(documentedUrl, `http://${host}`)
    .replaceAll(new URL(documentedUrl).host, host)
    .replace("HTTPSConnection", "HTTPConnection")
    .replace("use_ssl = true", "use_ssl = false")
    .replace("\n  accessToken:", "\n  allowInsecureHttp: true,\n  accessToken:");
}

function run(label: string, source: string, { file, run: command }: Toolchain, port: number): Promise<string> {
  // In the project's folder, where the package's own name resolves to dist/.
  const folder = join(".tmp/samples", label);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), source);
  if (command === "") return overSocket(source.replace("{{$processEnv ENKASH_ACCESS_TOKEN}}", token), port);
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

function overSocket(source: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`${source.trim().replaceAll("\n", "\r\n")}\r\n\r\n`);
    });
    socket.on("data", (text) => (output += text.toString()));
    socket.on("end", () => {
      resolve(output);
    });
    socket.on("error", reject);
  });
}
