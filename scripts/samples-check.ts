// npm run samples:check [-- --install]: runs every request sample whose toolchain is here against the sandbox, which
// confirms the method, path, query and token that it was sent; and the sample has to show the answer. With --install the
// toolchains that Debian has are installed first. Those that are missing, and those that Debian lacks, are named.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { parse } from "yaml";

import { examples, type OperationExamples } from "../generated/examples.js";
import { operationTable, servers } from "../generated/operations.js";
import type { OperationId, ParameterRule } from "../src/parameters.js";
import { createSandbox } from "../src/sandbox/index.js";

interface Sample {
  label: string;
  source: string;
  proven: boolean;
}

interface Toolchain {
  /** Commands that have to be there; a file, for a library's header. */
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
  HTTP: { needs: [], debian: [], file: "main.http", run: "" }, // sent as it stands, over a socket
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

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { install: { type: "boolean", default: false } } });
  if (values.install) install();
  // Sound: our own generated file.
  const all = parse(readFileSync("generated/samples.yaml", "utf8")) as Record<OperationId, Sample[]>;
  const unproven: string[] = [];
  for (const [operationId, samples] of Object.entries(all)) {
    console.log(`Samples of ${operationId}`);
    for (const { label, source, proven } of samples) {
      const toolchain = toolchains[label];
      const missing = toolchain?.needs.filter((command) => spawnSync("which", [command]).status !== 0);
      if (!proven || toolchain === undefined || missing === undefined)
        unproven.push(`${label}: no toolchain in Debian`);
      else if (missing.length > 0) unproven.push(`${label}: ${missing.join(", ")} missing; --install fetches it`);
      else {
        await prove(operationId as OperationId, label, source, toolchain);
        console.log(`${label}: sent what was asked, and showed the answer`);
      }
    }
  }
  for (const line of unproven) console.log(`Not run: ${line}`);
}

function install(): void {
  const packages = Object.values(toolchains).flatMap(({ debian }) => debian);
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { stdio: "inherit" });
}

async function prove(operationId: OperationId, label: string, source: string, toolchain: Toolchain): Promise<void> {
  const requests: Pick<IncomingMessage, "method" | "url" | "headers">[] = [];
  const sandbox = createSandbox();
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    requests.push({ method, url, headers });
    const authorization = headers.authorization ?? "";
    void sandbox.fetch(`${documentedUrl}${url}`, { method, headers: { authorization } }).then(async (answer) => {
      const body = await answer.text();
      response.writeHead(answer.status, { "content-type": "application/json", connection: "close" }).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // Sound: a server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  try {
    const output = await run(label, onLoopback(source, port), toolchain, port);
    const wanted = expected(operationId);
    const got = requests.map(({ method, url, headers }) => `${method} ${url} ${headers.authorization}`).join("; ");
    if (got !== wanted) throw new Error(`${label} sent ${got || "nothing"}, not ${wanted}\n${output}`);
    if (!shown(operationId).every((text) => output.includes(text)))
      throw new Error(`${label} did not show the answer, but:\n${output}`);
  } finally {
    server.close();
  }
}

/** The method, URL and token of the operation with every parameter's first example. */
function expected(operationId: OperationId): string {
  const { method, path, parameters } = operationTable[operationId];
  const rules: Readonly<Record<string, ParameterRule>> = parameters;
  const { parameters: values }: OperationExamples = examples[operationId];
  const query = new URLSearchParams();
  let url: string = path;
  for (const [name, rule] of Object.entries(rules)) {
    const value = String(values[name]?.[0]);
    if (rule.in === "path") url = url.replace(`{${name}}`, value);
    else query.set(name, value);
  }
  return `${method} ${url}${query.size === 0 ? "" : `?${query.toString()}`} Bearer ${token}`;
}

/** What of the sandbox's answer a sample has to show. */
function shown(operationId: OperationId): string[] {
  const { responses }: OperationExamples = examples[operationId];
  const [body] = Object.values(responses["200"] ?? {});
  return Object.values(body ?? {}).filter((member) => typeof member === "string");
}

/** The sample as it is, but for the host, and for what each language says of TLS, which a loopback server lacks. */
function onLoopback(source: string, port: number): string {
  return source
    .replaceAll(documentedUrl, `http://127.0.0.1:${port}`)
    .replaceAll(new URL(documentedUrl).host, `127.0.0.1:${port}`)
    .replace("HTTPSConnection", "HTTPConnection")
    .replace("use_ssl = true", "use_ssl = false")
    .replace("\n  accessToken:", "\n  allowInsecureHttp: true,\n  accessToken:");
}

function run(label: string, source: string, { file, run: command }: Toolchain, port: number): Promise<string> {
  // Within the project, where the package's own name leads to dist/.
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
      else reject(new Error(`${label} ended with ${code}:\n${output}`));
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

main().catch((error: unknown) => {
  console.error(`samples:check: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
