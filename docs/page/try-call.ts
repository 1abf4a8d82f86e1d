import { createEnkashClient, EnkashApiError, EnkashError, type EnkashClientOptions } from "../../src/index.js";
import type { OperationId } from "../../generated/operations.js";
import type { Sandbox } from "../../src/sandbox/index.js";
import { escapeHtml } from "./escape-html.js";
import { highlight } from "./highlight.js";
import { fieldText, parameters, part } from "./try-form.js";

/** Makes the form's call on the sandbox, and shows its outcome and every request. */
export async function send(form: HTMLFormElement, operationId: OperationId, sandbox: Sandbox): Promise<void> {
  const button = part(form, "send");
  if (button.getAttribute("aria-disabled") === "true") return; // One call at a time, so that the outcome shown belongs to it.
  button.setAttribute("aria-disabled", "true");
  part(form, "status").textContent = "Sending…";
  part(form, "exchanges").replaceChildren();
  const exchanges: string[] = [];
  const outcome = await outcomeOf(form, operationId, {
    baseUrl: "https://sandbox.invalid",
    fetch: async (url, init) => {
      const response = await sandbox.fetch(url, init);
      exchanges.push(exchange(init.method, url, response.status, await response.clone().text()));
      return response;
    },
  });
  button.removeAttribute("aria-disabled");
  part(form, "status").innerHTML = outcome;
  part(form, "exchanges").innerHTML = exchanges.length === 0 ? "<p>No request was sent.</p>" : exchanges.join("");
  bringIntoView(part(form, "outcome"));
}

/**
 * Calls the client with the form's values, and with these options in addition.
 *
 * @throws NotJsonError
 */
export async function call(
  form: HTMLFormElement,
  operationId: OperationId,
  options: EnkashClientOptions,
): Promise<void> {
  const prefer = fieldText(form, "/prefer");
  const accessToken = fieldText(form, "/token");
  const enkash = createEnkashClient({
    ...(accessToken !== "" && { accessToken }),
    ...(prefer !== "" && { headers: { prefer } }),
    ...options,
  });
  const methods: object = enkash;
  // Safe: there is a method for each operation. The client refuses what is missing or malformed.
  await (methods as Record<OperationId, (given: object) => Promise<unknown>>)[operationId](
    parameters(form, operationId),
  );
}

async function outcomeOf(
  form: HTMLFormElement,
  operationId: OperationId,
  options: EnkashClientOptions,
): Promise<string> {
  try {
    await call(form, operationId, options);
    return shown("good", "Resolved", "Status and body both report success.");
  } catch (error) {
    if (!(error instanceof EnkashError)) {
      return shown("bad", "Not called", error instanceof Error ? error.message : String(error));
    }
    const { name, message, outcome } = error;
    const { status, errorType, attempts } = error instanceof EnkashApiError ? error : {};
    const members = JSON.stringify({ outcome, status, errorType, attempts });
    return `${shown("bad", `Rejected: ${name}`, message)} <code>${escapeHtml(members)}</code>`;
  }
}

function shown(kind: "good" | "bad", title: string, message: string): string {
  return `<strong class="${kind}">${escapeHtml(title)}</strong> <span>${escapeHtml(message)}</span>`;
}

function exchange(method: string, url: string, status: number, body: string): string {
  const { pathname, search } = new URL(url);
  const request = escapeHtml(`${method} ${pathname}${search}`);
  return `<p class="exchange"><code>${request}</code> got HTTP ${status}:</p>
<pre tabindex="0" role="group" aria-label="Response: HTTP ${status}"><code>${readable(body)}</code></pre>`;
}

function readable(body: string): string {
  try {
    return highlight(JSON.stringify(JSON.parse(body), null, 2), "json");
  } catch {
    return escapeHtml(body); // The sandbox's own plain text.
  }
}

/** On a phone, and on a low screen, the outcome stands below the button. The focus stays on the button. */
function bringIntoView(outcome: HTMLElement): void {
  const { top } = outcome.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.6) outcome.scrollIntoView({ block: "start" });
}
