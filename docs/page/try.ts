// Runs in try.html: the package itself, against a sandbox in the page's own memory.
import type { OperationId } from "../../generated/operations.js";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.js";
import { send } from "./try-call.js";
import { asCurl, asTypeScript } from "./try-code.js";
import { part } from "./try-form.js";
import { showRefusals } from "./try-refusal.js";
import { highlight } from "./highlight.js";

// The sandbox makes request ids with crypto.randomUUID, which browsers have only on https and loopback.
if (!isSecureContext) {
  const digit = () => Math.floor(Math.random() * 16).toString(16);
  const value = () => "00000000-0000-4000-8000-000000000000".replace(/0/g, digit);
  Object.defineProperty(crypto, "randomUUID", { value });
}

let sandbox: Sandbox = createSandbox();

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-operation]")) {
  // Safe: the forms are made from the keys of operationTable.
  const operationId = form.dataset["operation"] as OperationId;
  const show = () => {
    showRefusals(form, operationId);
    void showCode(form, operationId);
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, operationId, sandbox).then(showCustomers);
  });
  form.addEventListener("reset", () => {
    // The fields are reset only after this event.
    setTimeout(() => {
      sandbox = createSandbox();
      part(form, "status").textContent = "";
      part(form, "exchanges").replaceChildren();
      showCustomers();
      show();
    });
  });
  show();
}
showCustomers();

async function showCode(form: HTMLFormElement, operationId: OperationId): Promise<void> {
  part(form, "typescript").innerHTML = highlight(asTypeScript(form, operationId), "typescript");
  part(form, "curl").innerHTML = highlight(await asCurl(form, operationId), "bash");
}

/** In every form, since they share the sandbox. */
function showCustomers(): void {
  const customers = [...sandbox.customers];
  for (const shown of document.querySelectorAll('[data-part="customers"]')) {
    shown.textContent = customers.length === 0 ? "none" : customers.join(", ");
  }
}
