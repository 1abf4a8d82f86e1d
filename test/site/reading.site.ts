import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { parse } from "yaml";

import { errorTypes, parameterPatterns, type OperationId } from "../../src/index.js";
import { codeBlocks, compile, runBlock } from "../support/code-blocks.js";
import { open, openBrowser, watchedPage } from "./browser.js";
import { startServer } from "../../scripts/shared/start-server.js";

jest.setTimeout(60_000);

let site: Awaited<ReturnType<typeof startServer>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  site = await startServer("scripts/docs-serve.ts");
  // A name that is not loopback's, so that the page is no secure context, as on a plain http server.
  browser = await openBrowser({}, "--host-resolver-rules=MAP docs.test 127.0.0.1");
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function pageAt(path: string): Promise<Page> {
  const { page } = await watchedPage(browser.context);
  await open(page, `${site.url}/${path}`);
  return page;
}

describe("the API reference", () => {
  it("shows the operation at once, with parameters, patterns and statuses", async () => {
    const page = await pageAt("reference.html");
    const text = await page.locator("#redoc").innerText();
    for (const pattern of Object.values(parameterPatterns)) expect(text).toContain(pattern.source);
    for (const status of ["200", "400", "401", "403", "404", "422", "500"]) expect(text).toContain(status);
    expect(text).toContain("Test host (evidence V)");
  });

  it("shows every error type", async () => {
    const page = await pageAt("reference.html#/other/deletecustomerbycustomerid");
    await page.locator('[id$="/errortype"]').scrollIntoViewIfNeeded();
    for (const type of errorTypes) await page.getByText(type, { exact: false }).first().waitFor();
  });

  it("shows the example of a chosen status", async () => {
    const page = await pageAt("reference.html");
    await page.getByRole("tab", { name: "404" }).last().click();
    await page.getByText('"RECORD_NOT_FOUND"').first().waitFor();
  });

  it("finds the operation by search", async () => {
    const page = await pageAt("reference.html");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("delete");
    const found = page.locator('[data-testid="search-dialog"] a').first();
    expect(await found.innerText()).toContain("Delete a customer");
    await found.click();
    await page.waitForURL(/deletecustomerbycustomerid/);
  });

  it("switches between the request samples", async () => {
    type Sample = { label: string; source: string; proven: boolean };
    // Sound: our own generated file.
    const all = parse(readFileSync("generated/samples.yaml", "utf8")) as Record<OperationId, Sample[]>;
    const samples = all.deleteCustomerByCustomerId.map(({ label, source, proven }) => {
      return { name: proven ? label : `${label} (unproven)`, source };
    });
    const page = await pageAt("reference.html");
    const operation = page.locator('[id="other/deletecustomerbycustomerid"]');
    let shown = samples[0]?.name ?? "";
    for (const { name, source } of [...samples.slice(1), ...samples.slice(0, 1)]) {
      await operation.getByRole("button", { name: shown, exact: true }).click();
      await page.getByRole("menuitem", { name, exact: true }).click();
      await operation.getByRole("button", { name, exact: true }).waitFor();
      const lines = source.split("\n").map((line) => line.trim());
      await operation.locator("pre", { hasText: lines.find((line) => line.length > 5) ?? "" }).first().waitFor();
      shown = name;
    }
    expect(shown).toBe(samples[0]?.name);
  });
});

describe("Try it", () => {
  const id = "KC0123456789ABCD";

  /** The first operation's, of as many as there are. */
  function formOf(page: Page): Locator {
    return page.getByRole("form", { name: "Delete a customer" });
  }

  it("refuses a bad id as it is typed, and says why", async () => {
    const page = await pageAt("try.html");
    const form = formOf(page);
    const field = form.getByLabel("customerId");
    await field.fill("KC0123456789ABC");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await form.getByText(`must be a string matching ${parameterPatterns.customerId.source}`).waitFor();
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("Rejected: EnkashParameterError").waitFor();
    await form.getByText("No request was sent.").waitFor();

    await field.press("End");
    await field.pressSequentially("D");
    expect(await field.getAttribute("aria-invalid")).toBe("false");
    expect(await form.locator('[data-part="refusal-customerId"]').innerText()).toBe("");
  });

  it("works by keyboard alone", async () => {
    const page = await pageAt("try.html");
    const form = formOf(page);
    const tabTo = async (label: string) => {
      for (let presses = 0; presses < 20; presses++) {
        await page.keyboard.press("Tab");
        const names = await page.evaluate(() => {
          const focused = document.activeElement;
          return focused instanceof HTMLInputElement ? (focused.labels?.[0]?.textContent ?? "") : (focused?.textContent ?? "");
        });
        if (names === label) return;
      }
      throw new Error(`20 times Tab did not lead to ${label}`);
    };
    await tabTo("customerId");
    await page.keyboard.type(id); // Tab selects what the field holds.
    await page.keyboard.press("Enter");
    await form.getByText("The answer proves a success.").waitFor();
    await form.getByText("Customers in the sandbox: none").waitFor();
    await page.keyboard.press("Enter");
    await form.getByText("Rejected: EnkashApiError").waitFor();
    await form.getByText("RECORD_NOT_FOUND").first().waitFor();
    await tabTo("Start over");
    await page.keyboard.press("Space");
    await form.getByText(`Customers in the sandbox: ${id}`).waitFor();
  });

  it("shows a call without a token refused, and a failure retried", async () => {
    const form = formOf(await pageAt("try.html"));
    await form.getByLabel("Access token").fill("");
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("HTTP 401").first().waitFor();
    await form.getByLabel("Access token").fill("any");
    await form.getByLabel("The sandbox answers").selectOption("example=SystemError");
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText('"attempts":3').waitFor();
    expect(await form.getByText("was answered with HTTP 500").count()).toBe(3);
  });

  it("works over plain http on another machine's name", async () => {
    const { page, complaints } = await watchedPage(browser.context);
    await open(page, `${site.url.replace("127.0.0.1", "docs.test")}/try.html`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    const form = formOf(page);
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("The answer proves a success.").waitFor();
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("Rejected: EnkashApiError").waitFor();
    expect(complaints).toEqual([]);
  });

  it("shows TypeScript that compiles and makes the same call", async () => {
    const form = formOf(await pageAt("try.html"));
    await form.getByLabel("parentCompanyId").fill("");
    const code = await form.locator('[data-part="code"]').innerText();
    mkdirSync(".tmp", { recursive: true });
    writeFileSync(".tmp/try.md", `\`\`\`ts\n${code}\n\`\`\`\n`);
    const blocks = codeBlocks(".tmp/try.md");
    await expect(compile(blocks)).resolves.toBe("");
    await expect(runBlock(blocks[0] ?? "")).resolves.toMatchObject({ stdout: expect.stringContaining("Customer deleted successfully.") as string, stderr: "" });
  });
});
