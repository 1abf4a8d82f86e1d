import { servers } from "../../generated/operations.js";
import type { Fetch } from "../../src/index.js";
import type { OperationId } from "../../generated/operations.js";
import { call } from "./try-call.js";
import { field, parameters } from "./try-form.js";

/** The form's call as a program. */
export function asTypeScript(form: HTMLFormElement, operationId: OperationId): string {
  const prefer = field(form, "prefer");
  const given = JSON.stringify(parameters(form, operationId), null, 2).replace(/"(\w+)":/g, "$1:");
  const lines = [
    'import { createEnkashClient } from "enkash-customer-client";',
    "",
    "const enkash = createEnkashClient({",
    `  baseUrl: ${JSON.stringify(servers[0].url)},`,
    '  accessToken: process.env["ENKASH_ACCESS_TOKEN"] ?? "",',
    ...(prefer === "" ? [] : [`  headers: { prefer: ${JSON.stringify(prefer)} }, // only the sandbox heeds it`]),
    "});",
    "",
    `const answer = await enkash.${operationId}(${given});`,
    "console.log(answer);",
  ];
  return lines.join("\n");
}

/** The request that the client would send, as curl. Nothing is sent. */
export async function asCurl(form: HTMLFormElement, operationId: OperationId): Promise<string> {
  let curl = "# The client sends no request: a parameter does not match.";
  const fetch: Fetch = (url, { method, headers }) => {
    const lines = [`curl ${quoted(url)}`, `--request ${method}`];
    for (const [name, value] of new Headers(headers)) {
      lines.push(
        `--header ${name === "authorization" ? '"authorization: Bearer $ENKASH_ACCESS_TOKEN"' : quoted(`${name}: ${value}`)}`,
      );
    }
    curl = [...lines, "--include"].join(" \\\n  ");
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  await call(form, operationId, { baseUrl: servers[0].url, fetch, maxRetries: 0 }).catch(() => undefined);
  return curl;
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
