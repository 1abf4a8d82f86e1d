import { createEnkashClient, type EnkashClientOptions } from "../../src/index.js";
import type { OperationId } from "../../generated/operations.js";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.js";
import { escapeHtml } from "./escape-html.js";
import { highlight } from "./highlight.js";
import { fieldText, parameters, part } from "./try-form.js";
import { failureHtml, successHtml } from "./try-outcome.js";
import { scenarioOf, shortTimeoutMs } from "./try-scenarios.js";

/** A sandbox that answers as the form of the call asks it to. */
export function newSandbox(): Sandbox {
  return createSandbox({
    onCall: (_, respond) => {
      requests++;
      return scenario === undefined ? respond() : scenario.answer(respond, requests);
    },
  });
}
// Of the call that is being made: there is one at a time.
let scenario: ReturnType<typeof scenarioOf>;
let requests = 0;

/** Makes the form's call on the sandbox, and shows its outcome and every request. */
export async function send(form: HTMLFormElement, operationId: OperationId, sandbox: Sandbox): Promise<void> {
  const button = part(form, "send");
  if (button.getAttribute("aria-disabled") === "true") return; // One call at a time, so that the outcome shown belongs to it.
  button.setAttribute("aria-disabled", "true");
  part(form, "status").textContent = "Sending…";
  part(form, "exchanges").replaceChildren();
  scenario = scenarioOf(fieldText(form, "/prefer"));
  requests = 0;
  const exchanges: Exchange[] = [];
  const outcome = await call(form, operationId, {
    baseUrl: "https://sandbox.invalid",
    ...(scenario?.name === "timeout" && { timeoutMs: shortTimeoutMs }),
    fetch: async (url, init) => {
      const { pathname, search } = new URL(url);
      const exchange: Exchange = { request: `${init.method} ${pathname}${search}`, response: "no response" };
      exchanges.push(exchange);
      const response = await sandbox.fetch(url, init);
      Object.assign(exchange, { response: `HTTP ${response.status}`, body: await response.clone().text() });
      return response;
    },
  }).then(
    () => successHtml(exchanges.length),
    (error: unknown) => failureHtml(error, exchanges.length),
  );
  button.removeAttribute("aria-disabled");
  part(form, "status").innerHTML = outcome;
  const isOnly = exchanges.length === 1;
  part(form, "exchanges").innerHTML = exchanges.map((exchange) => exchangeHtml(exchange, isOnly)).join("");
  bringIntoView(part(form, "outcome"));
}

interface Exchange {
  request: string;
  response: string;
  body?: string;
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
    ...(prefer !== "" && scenarioOf(prefer) === undefined && { headers: { prefer } }),
    ...options,
  });
  const methods: object = enkash;
  // Safe: there is a method for each operation. The client refuses what is missing or malformed.
  await (methods as Record<OperationId, (given: object) => Promise<unknown>>)[operationId](
    parameters(form, operationId),
  );
}

function exchangeHtml({ request, response, body = "" }: Exchange, isOnly: boolean): string {
  const title = `<code>${escapeHtml(request)}</code> got ${response}`;
  if (body === "") return `<p class="exchange">${title}</p>`;
  return `<details class="exchange"${isOnly ? " open" : ""}><summary>${title}</summary>
<pre tabindex="0" role="group" aria-label="Response: ${response}"><code>${readable(body)}</code></pre></details>`;
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
