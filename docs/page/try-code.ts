import { servers, type OperationId } from "../../generated/operations.js";
import { EnkashParameterError, type Fetch } from "../../src/index.js";
import { inShellQuotes, javascript, jsonText, memberName } from "./literals.js";
import { call } from "./try-call.js";
import { fieldText, NotJsonError, parameters } from "./try-form.js";

/** The form's call as a program. */
export function asTypeScript(form: HTMLFormElement, operationId: OperationId): string {
  let given: [string, unknown][];
  try {
    given = Object.entries(parameters(form, operationId));
  } catch (error) {
    if (error instanceof NotJsonError) return `// ${error.message}`;
    throw error;
  }
  const prefer = fieldText(form, "/prefer");
  const hasFile = given.some(([, value]) => filesOf(value).length > 0);
  const members = given.map(([name, value]) => `  ${memberName(name)}: ${expression(value)},\n`);
  const lines = [
    ...(hasFile ? ['import { readFile } from "node:fs/promises";', ""] : []),
    'import { createEnkashClient } from "enkash-customer-client";',
    "",
    "const enkash = createEnkashClient({",
    `  baseUrl: ${JSON.stringify(servers[0].url)},`,
    '  accessToken: process.env["ENKASH_ACCESS_TOKEN"] ?? "",',
    ...(prefer === "" ? [] : [`  headers: { prefer: ${JSON.stringify(prefer)} }, // only the sandbox heeds it`]),
    "});",
    "",
    `const answer = await enkash.${operationId}({\n${members.join("")}});`,
    "console.log(answer);",
  ];
  return lines.join("\n");
}

function expression(value: unknown): string {
  if (filesOf(value).length === 0) return javascript(value, "  ");
  const members = Object.entries(value as object).map(([name, member]: [string, unknown]) => {
    const file = member instanceof File ? JSON.stringify(member.name) : undefined;
    const shown = file === undefined ? javascript(member, "    ") : `new File([await readFile(${file})], ${file})`;
    return `    ${memberName(name)}: ${shown},\n`;
  });
  return `{\n${members.join("")}  }`;
}

function filesOf(value: unknown): File[] {
  return value instanceof Object ? Object.values(value).filter((member) => member instanceof File) : [];
}

/** The request that the client would send, as curl. Nothing is sent. */
export async function asCurl(form: HTMLFormElement, operationId: OperationId): Promise<string> {
  let curl = "";
  const fetch: Fetch = (url, { method, headers, body }) => {
    const lines = [`curl ${quoted(url)}`, `--request ${method}`];
    // curl itself writes the parts of a form, and their boundary.
    const isForm = body !== undefined && typeof body !== "string";
    for (const [name, value] of new Headers(headers)) {
      if (name === "content-type" && isForm) continue;
      lines.push(
        `--header ${name === "authorization" ? '"authorization: Bearer $ENKASH_ACCESS_TOKEN"' : quoted(`${name}: ${value}`)}`,
      );
    }
    if (isForm) lines.push(...parts(parameters(form, operationId)["body"]));
    else if (body !== undefined) lines.push(`--data ${quoted(jsonText(JSON.parse(body)))}`);
    curl = [...lines, "--include"].join(" \\\n  ");
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  // Rejects in any case: the client refuses this answer too.
  const error = await call(form, operationId, { baseUrl: servers[0].url, fetch, maxRetries: 0 }).catch(
    (reason: unknown) => reason,
  );
  if (curl !== "") return curl;
  if (error instanceof NotJsonError) return "# The client sends no request: the text is not JSON.";
  const refused = error instanceof EnkashParameterError && error.in === "body" ? "the body" : "a parameter";
  return `# The client sends no request: ${refused} does not match.`;
}

function parts(body: unknown): string[] {
  return Object.entries(body as object).map(([name, value]: [string, unknown]) =>
    // --form would read a text that begins with "@" or "<" as the name of a file.
    value instanceof File
      ? `--form ${quoted(`${name}=@${fileName(value)}`)}`
      : `--form-string ${quoted(`${name}=${String(value)}`)}`,
  );
}

/** In quotes if curl would read a part of the name as an option. */
function fileName({ name }: File): string {
  return /[",;\\]/.test(name) ? `"${name.replace(/[\\"]/g, "\\$&")}"` : name;
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${inShellQuotes(text)}'`;
}
