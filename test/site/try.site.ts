import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";

import { codeBlocks, compile, runBlock } from "../support/code-blocks.js";
import { open, useSite } from "./browser.js";

// Not a loopback host name, so that the page is not a secure context, as on a plain http server.
const site = useSite({ args: ["--host-resolver-rules=MAP docs.test 127.0.0.1"] });
const id = "KC0123456789ABCD";

/** The form of the first operation. */
function formOf(page: Page): Locator {
  return page.getByRole("form", { name: "Delete a customer" });
}

it("refuses a bad id as it is typed, and names the character", async () => {
  const form = formOf(await site.pageAt("try.html"));
  const field = form.getByLabel("customerId");
  await field.fill("KCl123456789ABCD");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  await form.getByText('Character 3 is "l"; expected A-Z or 0-9.').waitFor();
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("Rejected: EnkashParameterError").waitFor();
  await form.getByText("No request was sent.").waitFor();

  await field.fill(id);
  expect(await field.getAttribute("aria-invalid")).toBe("false");
  expect(await form.locator('[data-part="refusal-customerId"]').innerText()).toBe("");
});

it("works by keyboard alone", async () => {
  const page = await site.pageAt("try.html");
  const form = formOf(page);
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement?.textContent)) === name) return;
    }
    throw new Error(`no Tab leads to ${name}`);
  };
  await tabTo("Send");
  await page.keyboard.press("Enter");
  await form.getByText("Status and body both report success.").waitFor();
  await form.getByText("Customers in the sandbox: none").waitFor();
  // The focus has stayed on the button.
  await page.keyboard.press("Enter");
  await form.getByText("Rejected: EnkashApiError").waitFor();
  await form.getByText("HTTP 404").first().waitFor();
  await tabTo("Start over");
  await page.keyboard.press("Space");
  await form.getByText(`Customers in the sandbox: ${id}`).waitFor();
});

it.each([
  ["a phone", { width: 390, height: 844 }],
  ["a low screen", { width: 1280, height: 720 }],
])("shows the outcome in view on %s, and announces it, while the focus stays on the button", async (_, viewport) => {
  const page = await site.pageAt("try.html");
  await page.setViewportSize(viewport);
  const form = formOf(page);
  const button = form.getByRole("button", { name: "Send" });
  await button.click();
  const status = form.getByRole("status");
  await status.getByText("Resolved").waitFor();
  const box = await status.boundingBox();
  const header = await page.locator(".site-header").boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0));
  expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});

it("shows a call without a token refused, and a failure retried", async () => {
  const form = formOf(await site.pageAt("try.html"));
  await form.getByLabel("Access token").fill("");
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("HTTP 401").first().waitFor();
  await form.getByLabel("Access token").fill("any");
  await form.getByLabel("The sandbox responds").selectOption("example=SystemError");
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("3 requests were sent").waitFor();
  await form.getByText("unknown", { exact: true }).waitFor();
  expect(await form.locator("details.exchange[open]").count()).toBe(0);
  expect(await form.getByText("got HTTP 500").count()).toBe(3);
});

it.each([
  ["timeout", "Rejected: EnkashTimeoutError", "unknown", "none"],
  ["cut", "Rejected: EnkashConnectionError", "unknown", "none"],
  ["cut-once", "Rejected: EnkashApiError", "not-found", "none"],
  ["redirect", "Rejected: EnkashResponseError", "unknown", id],
  ["html", "Rejected: EnkashResponseError", "unknown", id],
])("opens %s from a link, and says what is known: %s, %s", async (name, title, outcome, customers) => {
  const address = `try.html?deleteCustomerByCustomerId=scenario%3D${name}`;
  const form = formOf(await site.pageAt(address));
  expect(await form.getByRole("link", { name: "Link to this choice" }).getAttribute("href")).toBe(address);
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText(title).waitFor();
  await form.getByText(outcome, { exact: true }).waitFor();
  await form.getByText(`Customers in the sandbox: ${customers}`).waitFor();
});

it("works over plain http on another machine's name", async () => {
  const { page, complaints } = await site.watchedPage();
  await open(page, site.url("try.html").replace("127.0.0.1", "docs.test"));
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  const form = formOf(page);
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("Status and body both report success.").waitFor();
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("Rejected: EnkashApiError").waitFor();
  expect(complaints).toEqual([]);
});

it("shows TypeScript that compiles and makes the same call", async () => {
  const form = formOf(await site.pageAt("try.html"));
  await form.getByLabel("parentCompanyId").fill("");
  const code = await form.locator('[data-part="typescript"]').innerText();
  mkdirSync(".tmp", { recursive: true });
  writeFileSync(".tmp/try.md", `\`\`\`ts\n${code}\n\`\`\`\n`);
  const blocks = codeBlocks(".tmp/try.md");
  await expect(compile(blocks)).resolves.toBe("");
  await expect(runBlock(blocks[0] ?? "")).resolves.toMatchObject({
    stdout: expect.stringContaining("Customer deleted successfully.") as string,
    stderr: "",
  });
});

it("shows the curl of the reference, as long as the fields have the description's examples", async () => {
  const form = formOf(await site.pageAt("try.html"));
  await form.getByLabel("Language of the same call").selectOption("curl");
  const curl = await form.locator('[data-part="curl"]').innerText();
  const lines = curl.split("\n").map((line) => line.trim());
  expect(readFileSync("generated/samples.yaml", "utf8")).toContain(lines[0] ?? "nothing");
  expect(lines).toContain("--request DELETE \\");
  expect(lines.join("\n").toLowerCase()).toContain('--header "authorization: bearer $enkash_access_token" \\');
});

it("shows no request where the client sends none", async () => {
  const form = formOf(await site.pageAt("try.html"));
  await form.getByLabel("Language of the same call").selectOption("curl");
  await form.getByLabel("customerId").fill("..");
  await form.getByText("# The client sends no request: a parameter does not match.").waitFor();
});
