// Runs in try.html: the package itself, against a sandbox in the page's own memory.
import { examples, type OperationExamples } from "../../generated/examples.js";
import { operationTable, servers } from "../../generated/operations.js";
import { createEnkashClient, EnkashApiError, EnkashError, EnkashParameterError } from "../../src/index.js";
import { checkParameters, parseText, type OperationId, type ParameterRule } from "../../src/parameters.js";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.js";
import { escapeHtml, highlight } from "./highlight.js";

// The sandbox names its requests so, and a browser has it on https and loopback alone.
if (!isSecureContext) {
  const digit = () => Math.floor(Math.random() * 16).toString(16);
  const value = () => "00000000-0000-4000-8000-000000000000".replace(/0/g, digit);
  Object.defineProperty(crypto, "randomUUID", { value });
}

let sandbox: Sandbox = createSandbox();

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-operation]")) {
  // Sound: the forms are made from the keys of operationTable.
  const operationId = form.dataset["operation"] as OperationId;
  form.addEventListener("input", () => {
    showRefusals(form, operationId);
    showCode(form, operationId);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, operationId);
  });
  form.addEventListener("reset", () => {
    // The form's fields have their first values again only after this event.
    setTimeout(() => {
      sandbox = createSandbox();
      showCustomers();
      showRefusals(form, operationId);
      showCode(form, operationId);
      part(form, "outcome").replaceChildren();
    });
  });
  showRefusals(form, operationId);
  showCode(form, operationId);
}
showCustomers();

async function send(form: HTMLFormElement, operationId: OperationId): Promise<void> {
  const button = part(form, "send");
  if (button.getAttribute("aria-disabled") === "true") return; // One at a time: an outcome is that of its own call.
  const exchanges: string[] = [];
  const prefer = field(form, "prefer");
  button.setAttribute("aria-disabled", "true");
  part(form, "outcome").innerHTML = "<p>Sending…</p>";
  let outcome: string;
  try {
    const enkash = createEnkashClient({
      baseUrl: "https://sandbox.invalid",
      ...(field(form, "token") !== "" && { accessToken: field(form, "token") }),
      ...(prefer !== "" && { headers: { prefer } }),
      fetch: async (url, init) => {
        const answer = await sandbox.fetch(url, init);
        exchanges.push(exchange(init.method, url, answer.status, await answer.clone().text()));
        return answer;
      },
    });
    // Sound as far as the page goes: what is missing or malformed is what the client is there to refuse.
    const methods: object = enkash;
    await (methods as Record<OperationId, (given: object) => Promise<unknown>>)[operationId](
      parameters(form, operationId),
    );
    outcome = told("good", "Resolved", "The answer proves a success.");
  } catch (error) {
    outcome = refused(error);
  } finally {
    button.removeAttribute("aria-disabled");
  }
  const sent = exchanges.length === 0 ? "<p>No request was sent.</p>" : exchanges.join("");
  part(form, "outcome").innerHTML = outcome + sent;
  showCustomers();
}

function refused(error: unknown): string {
  if (error instanceof EnkashApiError) {
    const { name, status, errorType, attempts } = error;
    const members = JSON.stringify({ status, errorType, attempts });
    return told("bad", `Rejected: ${name}`, error.message) + `<p>It carries <code>${escapeHtml(members)}</code>.</p>`;
  }
  if (error instanceof EnkashError) return told("bad", `Rejected: ${error.name}`, error.message);
  return told("bad", "Not called", error instanceof Error ? error.message : String(error));
}

function told(kind: "good" | "bad", title: string, message: string): string {
  return `<h3 class="${kind}">${escapeHtml(title)}</h3><p>${escapeHtml(message)}</p>`;
}

function exchange(method: string, url: string, status: number, body: string): string {
  const { pathname, search } = new URL(url);
  let shown = body;
  try {
    shown = JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // The sandbox's own plain text.
  }
  const label = `Answer: HTTP ${status}`;
  return `<p class="request"><code>${escapeHtml(`${method} ${pathname}${search}`)}</code> was answered with HTTP ${status}:</p><pre tabindex="0" role="region" aria-label="${label}"><code>${escapeHtml(shown)}</code></pre>`;
}

/** Under each field, what the client itself would say of it, the others being as in the description's examples. */
function showRefusals(form: HTMLFormElement, operationId: OperationId): void {
  const { parameters: shown }: OperationExamples = examples[operationId];
  const sound = Object.entries(shown).map(([name, [value]]) => [name, value] as const);
  for (const [name, value] of Object.entries(parameters(form, operationId))) {
    const refusal = refusalOf(operationId, { ...Object.fromEntries(sound), [name]: value });
    control(form, name).setAttribute("aria-invalid", String(refusal !== ""));
    part(form, `refusal-${name}`).textContent = refusal;
  }
}

function refusalOf(operationId: OperationId, parameters: Record<string, unknown>): string {
  try {
    checkParameters(operationId, parameters);
    return "";
  } catch (error) {
    if (error instanceof EnkashParameterError) return error.message;
    throw error;
  }
}

function showCode(form: HTMLFormElement, operationId: OperationId): void {
  const prefer = field(form, "prefer");
  const lines = [
    'import { createEnkashClient } from "enkash-customer-client";',
    "",
    "const enkash = createEnkashClient({",
    `  baseUrl: ${JSON.stringify(servers[0].url)},`,
    '  accessToken: process.env["ENKASH_ACCESS_TOKEN"] ?? "",',
    ...(prefer === "" ? [] : [`  headers: { prefer: ${JSON.stringify(prefer)} }, // heeded by the sandbox alone`]),
    "});",
    "",
    `const answer = await enkash.${operationId}(${JSON.stringify(parameters(form, operationId), null, 2).replace(/"(\w+)":/g, "$1:")});`,
    "console.log(answer);",
  ];
  part(form, "code").innerHTML = highlight(lines.join("\n"));
}

/** In every form, since they share the sandbox. */
function showCustomers(): void {
  const customers = [...sandbox.customers];
  for (const shown of document.querySelectorAll('[data-part="customers"]')) {
    shown.textContent = customers.length === 0 ? "none" : customers.join(", ");
  }
}

/** An empty field is a parameter that is not given. */
function parameters(form: HTMLFormElement, operationId: OperationId): Record<string, unknown> {
  const rules: Readonly<Record<string, ParameterRule>> = operationTable[operationId].parameters;
  const given = Object.entries(rules).filter(([name]) => field(form, name) !== "");
  return Object.fromEntries(given.map(([name, rule]) => [name, parseText(rule, field(form, name))]));
}

function field(form: HTMLFormElement, name: string): string {
  return control(form, name).value;
}

function control(form: HTMLFormElement, name: string): HTMLInputElement {
  // Sound: scripts/docs-try.ts writes one control of each name that is asked for, all of which have a value.
  return form.elements.namedItem(name) as HTMLInputElement;
}

function part(form: HTMLFormElement, name: string): HTMLElement {
  // Sound: scripts/docs-try.ts writes one element for each part.
  return form.querySelector(`[data-part="${name}"]`) as HTMLElement;
}
