// Runs every request sample whose toolchain is installed against the sandbox. A sample passes if it sends the expected
// method, path, parameters, body and token, and prints the response.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import { parse as parseYaml } from "yaml";

import { examples } from "../generated/examples.js";
import { servers, type OperationId } from "../generated/operations.js";
import { createSandbox, type Sandbox } from "../src/sandbox/index.js";
import { readDescription, type DescribedOperation } from "./generate/description.js";
import { sampleBody, type Sample } from "./generate/samples.js";
import { expectedRequest, receivedRequest, type ComparableRequest } from "./samples-check/request.js";
import {
  installToolchains,
  missingCommands,
  runSample,
  toolchains,
  type Toolchain,
} from "./samples-check/toolchains.js";
import { buildPackage } from "./shared/build-package.js";
import { runCommand } from "./shared/command.js";
import { listenOnLoopback } from "./shared/loopback.js";
import { idOfSample, writeSamplesRun } from "./shared/samples-run.js";
import { sandboxListener } from "./shared/sandbox-listener.js";

const token = "a-token-for-the-samples";
/** The file the samples upload: text followed by bytes that are not valid UTF-8. */
const fileContent = Buffer.from('name\r\nCaf\u00e9 "A" $x\n\0\xff', "latin1");
const [{ url: documentedUrl }] = servers;

const command = {
  name: "samples:check",
  summary: `Runs every request sample whose toolchain is installed against the sandbox, checks the request that it sends, and
lists the samples that it could not run.`,
  options: {
    install: {
      type: "boolean",
      default: false,
      description: "first install the toolchains that Debian has, by apt-get; one that is still missing is an error",
    },
    record: {
      type: "boolean",
      default: false,
      description: "write down for the docs which samples ran, when and where",
    },
    built: { type: "boolean", default: false, description: "use dist/ as it is, and do not build it first" },
    only: { type: "string", value: "LANGUAGE", multiple: true, description: "run this language alone; repeatable" },
  },
} as const;

await runCommand(command, async ({ install, record, built, only = Object.keys(toolchains) }) => {
  const unknown = only.find((label) => !Object.hasOwn(toolchains, label));
  if (unknown !== undefined)
    throw new Error(`--only must be one of ${Object.keys(toolchains).join(", ")}; got ${JSON.stringify(unknown)}`);
  if (install) installToolchains();
  if (!built) buildPackage();
  const { operations } = await readDescription(readFileSync("generated/openapi.yaml", "utf8"));
  // Safe: our own generated file.
  const all = parseYaml(readFileSync("generated/samples.yaml", "utf8")) as Record<string, Sample[]>;
  const missingByLabel = new Map(
    Object.entries(toolchains).map(([label, toolchain]) => [label, missingCommands(toolchain)]),
  );
  const notRun = new Set<string>();
  const ran: Record<string, Record<string, string>> = {};
  for (const operation of operations) {
    console.log(`Samples of ${operation.operationId}`);
    for (const sample of all[operation.operationId] ?? []) {
      const { label } = sample;
      const toolchain = toolchains[label];
      const missing = missingByLabel.get(label) ?? [];
      if ("missing" in sample) console.log(`${label}: no sample; ${sample.missing}`);
      else if (!sample.tested || toolchain === undefined) notRun.add(`${label}: no toolchain in Debian`);
      else if (!only.includes(label)) notRun.add(`${label}: not asked for`);
      else if (missing.length > 0 && install) throw new Error(`${label} did not run: ${missing.join(", ")} missing`);
      else if (missing.length > 0) notRun.add(`${label}: ${missing.join(", ")} missing; --install installs it`);
      else {
        await check(operation, label, sample.source, toolchain);
        console.log(`${label}: sent the expected request, and printed the response`);
        (ran[operation.operationId] ??= {})[label] = idOfSample(sample.source);
      }
    }
  }
  for (const line of notRun) console.log(`Not run: ${line}`);
  if (record) writeSamplesRun(ran);
});

async function check(
  operation: DescribedOperation,
  label: string,
  source: string,
  toolchain: Toolchain,
): Promise<void> {
  const requests: (ComparableRequest | string)[] = [];
  const respond = sandboxListener(recording(createSandbox(), requests));
  const server = await listenOnLoopback((request, response) => {
    response.setHeader("connection", "close"); // The HTTP sample reads until the connection ends.
    respond(request, response);
  });
  try {
    const { host } = new URL(server.url);
    const files = filesOf(operation);
    const output = await runSample(label, onLoopback(source, host), toolchain, { files, host, token });
    const wanted = expectedRequest(operation, { baseUrl: "http://127.0.0.1", token, files });
    const isSent = isDeepStrictEqual(requests, [wanted]);
    if (isSent && responseTexts(operation).every((text) => output.includes(text))) return;
    console.error(output);
    throw new Error(
      isSent
        ? `${label} did not print the response; its output is above`
        : `${label} sent ${JSON.stringify(requests)}, not ${JSON.stringify(wanted)}; its output is above`,
    );
  } finally {
    await server.close();
  }
}

function recording(sandbox: Sandbox, requests: (ComparableRequest | string)[]): Sandbox {
  return {
    ...sandbox,
    fetch: async (input, init) => {
      requests.push(await receivedRequest(new Request(input, init)).catch(String));
      return sandbox.fetch(input, init);
    },
  };
}

function filesOf({ body }: DescribedOperation): Map<string, Buffer> {
  const sent = body && sampleBody(body);
  const parts = sent !== undefined && "form" in sent ? sent.form : [];
  return new Map(parts.flatMap((part) => ("fileName" in part ? [[part.fileName, fileContent]] : [])));
}

/** The strings in the sandbox's response, which a sample must print. */
function responseTexts({ operationId }: DescribedOperation): string[] {
  // Safe: generated/ has the examples of every operation of the description.
  const { responses } = examples[operationId as OperationId];
  const [body] = Object.values(responses[Object.keys(responses).find((status) => status.startsWith("2")) ?? ""] ?? {});
  return Object.values(body ?? {}).filter((member) => typeof member === "string");
}

/** The sample with the host replaced, and without TLS, which the loopback server does not have. */
function onLoopback(source: string, host: string): string {
  return source
    .replaceAll(documentedUrl, `http://${host}`)
    .replaceAll(new URL(documentedUrl).host, host)
    .replace("HTTPSConnection", "HTTPConnection")
    .replace("use_ssl = true", "use_ssl = false")
    .replace("createEnkashClient({", "createEnkashClient({\n  allowInsecureHttp: true,");
}
