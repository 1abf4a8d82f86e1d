import { operationTable, servers, type OperationId } from "../../generated/operations.js";
import { EnkashParameterError, type Fetch } from "../../src/index.js";
import { jsonText, shellWord } from "./literals.js";
import { tokenVariable, typescriptSample } from "./sample-typescript.js";
import { call } from "./try-call.js";
import { scenarioOf } from "./try-scenarios.js";
import { fieldText, NotJsonError, parameters } from "./try-form.js";

/** The form's call as a program. */
export function asTypeScript(form: HTMLFormElement, operationId: OperationId): string {
  let given: Record<string, unknown>;
  try {
    given = parameters(form, operationId);
  } catch (error) {
    if (error instanceof NotJsonError) return `// ${error.message}`;
    throw error;
  }
  const prefer = fieldText(form, "/prefer");
  return typescriptSample({
    baseUrl: servers[0].url,
    operationId,
    hasToken: !operationTable[operationId].anonymous,
    parameters: given,
    ...(prefer !== "" && scenarioOf(prefer) === undefined && { prefer }),
  });
}

/** The request that the client would send, as curl. Nothing is sent. */
export async function asCurl(form: HTMLFormElement, operationId: OperationId): Promise<string> {
  let curl = "";
  const fetch: Fetch = (url, { method, headers, body }) => {
    const lines = [`curl ${shellWord(url)}`, `--request ${method}`];
    // curl itself writes the parts of a form, and their boundary.
    const isForm = body !== undefined && typeof body !== "string";
    for (const [name, value] of new Headers(headers)) {
      if (name === "content-type" && isForm) continue;
      lines.push(
        `--header ${name === "authorization" ? `"authorization: Bearer $${tokenVariable}"` : shellWord(`${name}: ${value}`)}`,
      );
    }
    if (isForm) lines.push(...parts(parameters(form, operationId)["body"]));
    else if (body !== undefined) lines.push(`--data ${shellWord(jsonText(JSON.parse(body)))}`);
    curl = [...lines, "--include"].join(" \\\n  ");
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  // Rejects in any case: the client refuses this response too.
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
      ? `--form ${shellWord(`${name}=@${fileName(value)}`)}`
      : `--form-string ${shellWord(`${name}=${String(value)}`)}`,
  );
}

/** In quotes if curl would read a part of the name as an option. */
function fileName({ name }: File): string {
  return /[",;\\]/.test(name) ? `"${name.replace(/[\\"]/g, "\\$&")}"` : name;
}
