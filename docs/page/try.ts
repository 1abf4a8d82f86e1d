// Runs in try.html: the package itself, against a sandbox in the page's own memory.
import type { OperationId } from "../../generated/operations.js";
import type { Sandbox } from "../../src/sandbox/index.js";
import { newSandbox, send } from "./try-call.js";
import { asCurl, asTypeScript } from "./try-code.js";
import { control, part } from "./try-form.js";
import { showRefusals } from "./try-refusal.js";
import { highlight } from "./highlight.js";

// The sandbox makes request ids with crypto.randomUUID, which browsers have only on https and loopback.
if (!isSecureContext) {
  const digit = () => Math.floor(Math.random() * 16).toString(16);
  const value = () => "00000000-0000-4000-8000-000000000000".replace(/0/g, digit);
  Object.defineProperty(crypto, "randomUUID", { value });
}

let sandbox: Sandbox = newSandbox();

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-operation]")) {
  // Safe: the forms are made from the keys of operationTable.
  const operationId = form.dataset["operation"] as OperationId;
  const show = () => {
    showRefusals(form, operationId);
    void showCode(form, operationId);
    showLink(form, operationId);
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, operationId, sandbox).then(showCustomers);
  });
  form.addEventListener("reset", () => {
    // The fields are reset only after this event.
    setTimeout(() => {
      sandbox = newSandbox();
      part(form, "status").textContent = "";
      part(form, "exchanges").replaceChildren();
      showCustomers();
      show();
    });
  });
  chooseFromAddress(form, operationId);
  show();
}
showCustomers();

/** `try.html?deleteCustomerByCustomerId=scenario%3Dcut` opens the page with this choice. */
function chooseFromAddress(form: HTMLFormElement, operationId: OperationId): void {
  const wanted = new URLSearchParams(location.search).get(operationId);
  if (wanted === null) return;
  const list = control(form, "/prefer");
  list.value = wanted;
  if (list.value !== wanted) list.value = ""; // The address names a choice that there is not.
  form.scrollIntoView();
}

/** A link that opens the page with what is chosen now. */
function showLink(form: HTMLFormElement, operationId: OperationId): void {
  const { value } = control(form, "/prefer");
  const link = part(form, "link");
  link.setAttribute(
    "href",
    value === "" ? "try.html" : `try.html?${new URLSearchParams({ [operationId]: value }).toString()}`,
  );
}

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
