import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";

import { writeGrownProject } from "../support/grown-project.js";
import { runNode } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ofColours, open, useSite, violations } from "./browser.js";

const folder = temporaryFolder();

function build(...args: string[]) {
  return runNode(["--import", "tsx", "scripts/docs.ts", ...args], { cwd: folder });
}

function built(file: string): string {
  return readFileSync(join(folder, "site", file), "utf8");
}

beforeAll(async () => {
  writeGrownProject(folder);
  cpSync("CHANGELOG.md", join(folder, "CHANGELOG.md"));
  const paths = ["--openapi", join(folder, "openapi"), "--out", join(folder, "generated")];
  expect(await runNode(["--import", "tsx", "scripts/generate.ts", ...paths])).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await build("--base-url", "https://docs.example.test/client")).toMatchObject({ exitCode: 0, stderr: "" });
});

it("a further operation is in the reference, in Try it, in the SDK and in search", () => {
  const parts = {
    deleteCustomerByCustomerId: "customerId",
    updateCustomer: "body",
    createBulkCustomer: "body-file",
    getInvoice: "invoiceId",
    getMadeUp: "filter-since",
  };
  for (const [operationId, part] of Object.entries(parts)) {
    expect(built("reference.html")).toContain(`<a href="reference/${operationId}.html#${operationId}">`);
    expect(built(`reference/${operationId}.html`)).toContain(`<h2 id="${operationId}">`);
    expect(built(`reference/${operationId}.html`)).toContain(` id="${operationId}-${part}">`);
    expect(built("try.html")).toContain(`<form data-operation="${operationId}"`);
    expect(built("sdk/interfaces/enkash-customer-client.EnkashClient.html")).toContain(`id="${operationId.toLowerCase()}"`);
    expect(built("assets/search.js")).toContain(`reference/${operationId}.html#${operationId}-${part}`);
  }
});

it("the SDK names the result of each operation, though their members have the same names", () => {
  const client = built("sdk/interfaces/enkash-customer-client.EnkashClient.html").replace(/<[^>]*>/g, "");
  for (const result of ["Envelope", "BulkCreateEnvelope", "InvoiceEnvelope", "InvoiceSearchEnvelope"]) {
    expect(client).toContain(`Promise&lt;${result}&gt;`);
  }
});

it("with a base URL, there are a sitemap, canonical links, and a 404 page that works at any depth", () => {
  const base = "https://docs.example.test/client/";
  const locations = Array.from(built("sitemap.xml").matchAll(/<loc>(.*?)<\/loc>/g), ([, location = ""]) => location);
  expect(locations).toContain(base);
  expect(locations).toContain(`${base}reference.html`);
  for (const location of locations) {
    const file = location.slice(base.length);
    expect(existsSync(join(folder, "site", file === "" || file.endsWith("/") ? `${file}index.html` : file))).toBe(true);
  }
  expect(built("errors.html")).toContain(`<link rel="canonical" href="${base}errors.html"`);
  expect(built("errors.html")).toContain(`<meta property="og:url" content="${base}errors.html"`);
  expect(built("404.html")).toContain('href="/client/quick-start.html"');
});

it("without a base URL, there is neither", () => {
  expect(existsSync("site/sitemap.xml")).toBe(false);
  expect(readFileSync("site/errors.html", "utf8")).not.toContain("canonical");
});

it.each(["docs.example.test", "ftp://docs.example.test/", ""])("refuses %j as base URL, and leaves the site as it is", async (url) => {
  const before = built("index.html");
  expect(await build("--base-url", url)).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `docs: --base-url must be an http(s) URL; got ${JSON.stringify(url)}\n`,
  });
  expect(built("index.html")).toBe(before);
});

describe("the reference of further operations, without JavaScript", () => {
  const site = useSite({ javaScriptEnabled: false }, folder);

  async function words(locator: Locator): Promise<string> {
    return (await locator.innerText()).replace(/\s+/g, " ").replaceAll("#", "");
  }

  async function operation(operationId: string): Promise<string> {
    const page = await site.pageAt(`reference/${operationId}.html`);
    return words(page.locator(".operation .words", { has: page.locator(`#${operationId}`) }));
  }

  it("has a JSON body with its type, its first example, and the members of its schema", async () => {
    const section = await operation("updateCustomer");
    expect(section).toContain("Request body application/json · CustomerUpdate · required The members to change.");
    expect(section).toContain('Example: A new address, and no agent any more { "address": "1 Example Street", "assignedAgent": null }');
    const schema = await words((await site.pageAt("reference/schema-CustomerUpdate.html")).locator("main"));
    expect(schema).toContain("object · no other members");
    expect(schema).toContain("branchCodes array of string or null The codes of the customer's branches evidence V.");
  });

  it("has a form with its members", async () => {
    const section = await operation("createBulkCustomer");
    expect(section).toContain("Request body multipart/form-data · object · required · no other members A file of customers.");
    expect(section).toContain("file file · required The file evidence V.");
  });

  it("has no body where there is none, and the operation's own response", async () => {
    const section = await operation("getInvoice");
    expect(section).not.toContain("Request body");
    expect(section).toContain("application/json · InvoiceEnvelope");
  });

  it("has headers, and arrays and objects in the query as they are written", async () => {
    const section = await operation("getMadeUp");
    expect(section).toContain("X-Trace integer · in header · optional");
    expect(section).toContain('kinds array of string · in query · optional Of which kinds. Example: ["a","b"] In the URL: kinds=a&kinds=b');
    expect(section).toContain("filter object · in query · optional · no other members What must be true of it. since integer");
    expect(section).toContain("In the URL: filter[since]=2024");
  });
});

describe("Try it of further operations", () => {
  const site = useSite({}, folder);

  async function formOf(name: string): Promise<Locator> {
    const page = await site.pageAt("try.html");
    return page.getByRole("form", { name, exact: true });
  }

  async function send(form: Locator): Promise<void> {
    await form.getByRole("button", { name: "Send" }).click();
  }

  async function expectSuccess(form: Locator): Promise<void> {
    await send(form);
    await form.getByText("Status and body both report success.").waitFor();
    await form.getByText("got HTTP 200").waitFor();
  }

  async function curlOf(form: Locator, shown: string): Promise<string[]> {
    await form.getByLabel("Language of the same call").selectOption("curl");
    const curl = form.locator('[data-part="curl"]', { hasText: shown });
    return (await curl.innerText()).split(" \\\n").map((line) => line.trim());
  }

  it("sends a JSON body, which begins as the description's first example", async () => {
    const form = await formOf("Update a customer");
    await expectSuccess(form);
    expect(await curlOf(form, "--data")).toEqual([
      "curl 'https://ekpayout-uat.enkash.in/api/v0/customer/KC0123456789ABCD?parentCompanyId=CEK0A1B2C3'",
      "--request PATCH",
      expect.stringMatching("--header 'accept:"),
      '--header "authorization: Bearer $ENKASH_ACCESS_TOKEN"',
      "--header 'content-type: application/json'",
      `--data '{\n  "address": "1 Example Street",\n  "assignedAgent": null\n}'`,
      "--include",
    ]);
  });

  it("refuses a body as it is typed, and names the place", async () => {
    const form = await formOf("Update a customer");
    const field = form.getByLabel("body", { exact: true });
    await field.fill('{ "branchCodes": ["B1", "B2", 3] }');
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    const refusal = form.locator('[data-part="refusal-body"]');
    expect(await refusal.innerText()).toBe("body.branchCodes[2] must be of type string; got 3.");
    expect(await curlOf(form, "#")).toEqual(["# The client sends no request: the body does not match."]);
    await send(form);
    await form.getByText("Rejected: EnkashParameterError").waitFor();
    await form.getByText("No request was sent.").waitFor();

    await field.fill('{ "branchCodes": ["B1" ');
    expect(await refusal.innerText()).toMatch(/^body is not JSON: ./);
    await send(form);
    await form.getByText("Not called").waitFor();
    await form.getByText("No request was sent.").waitFor();

    await field.fill('{ "branchCodes": ["B1"] }');
    expect(await field.getAttribute("aria-invalid")).toBe("false");
    expect(await refusal.innerText()).toBe("");
    await expectSuccess(form);
  });

  it("sends a file, and refuses a form without one", async () => {
    const form = await formOf("Create many customers");
    await send(form);
    await form.getByText("body.file must be of type Blob or File; got nothing").waitFor();
    await form.getByText("No request was sent.").waitFor();

    const file = { name: "customers; new.csv", mimeType: "text/csv", buffer: Buffer.from("legalName\nExample\n") };
    await form.getByLabel("body.file").setInputFiles(file);
    expect(await form.locator('[data-part="typescript"]').innerText()).toContain(
      'file: new File([await readFile("customers; new.csv")], "customers; new.csv"),',
    );
    await expectSuccess(form);
    const curl = await curlOf(form, "--form");
    expect(curl).toContain(`--form 'file=@"customers; new.csv"'`);
    expect(curl.join()).not.toMatch(/content-type|boundary/i);
  });

  it("sends the other members of a form as text, each refused by its own field", async () => {
    const form = await formOf("Post a made up form, of files and texts");
    await form.getByLabel("body.count").fill("5.5");
    expect(await form.locator('[data-part="refusal-body/count"]').innerText()).toBe("body.count must be of type integer; got 5.5.");
    await form.getByLabel("body.count").fill("");
    await form.getByLabel("body.text").fill("@O'Brien");
    await form.getByLabel("body.file").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
    await expectSuccess(form);
    const curl = await curlOf(form, "--form");
    expect(curl.filter((line) => line.startsWith("--form"))).toEqual(["--form-string 'text=@O'\\''Brien'", "--form 'file=@a.txt'"]);
  });

  it("sends headers, and arrays and objects in the query from JSON", async () => {
    const form = await formOf("Get something made up, of no customer");
    await expectSuccess(form);
    const curl = await curlOf(form, "--header");
    expect(curl[0]).toContain("/api/v0/made-up/month?kinds=a&kinds=b&filter[since]=2024'");
    expect(curl).toContain("--header 'x-trace: 5'");

    await form.getByLabel("kinds").fill('["a", 1]');
    await form.getByText("kinds[1] must be of type string; got 1").waitFor();
    await form.getByLabel("kinds").fill("a, b");
    expect(await form.locator('[data-part="refusal-kinds"]').innerText()).toContain("kinds is not JSON: ");
    for (const name of ["kinds", "filter", "X-Trace"]) await form.getByLabel(name).fill("");
    expect((await curlOf(form, "month'"))[0]).toMatch(/\/api\/v0\/made-up\/month'$/);
    expect(await form.locator('[data-part="refusal-kinds"]').innerText()).toBe("");
  });

  it("gets an object as payload", async () => {
    const form = await formOf("Get an invoice");
    await expectSuccess(form);
    await form.getByLabel("Response: HTTP 200").getByText("INV0123456789").waitFor();
    expect((await curlOf(form, "curl"))[0]).toBe("curl 'https://ekpayout-uat.enkash.in/api/v0/invoice/INV0123456789?sellerId=CEK0A1B2C3'");
  });

  it.each(["reference.html", "reference/updateCustomer.html", "reference/getMadeUp.html", "reference/schema-Invoice.html", "try.html"])(
    "%s has no accessibility violation, no error, and nothing wider than a phone, in both themes",
    async (file) => {
      const { page, complaints } = await site.watchedPage();
      await page.setViewportSize({ width: 390, height: 844 });
      await open(page, site.url(file));
      if (file === "try.html") {
        const form = page.getByRole("form", { name: "Update a customer" });
        await form.getByLabel("body", { exact: true }).fill('{ "address": 1 }');
        await send(form);
        await form.getByText("No request was sent.").waitFor();
      }
      // The other forms are of the same kinds.
      const forms = ["updateCustomer", "createBulkCustomer", "getInvoice", "getMadeUp"].map((id) => `[data-operation=${id}]`);
      const parts = file === "try.html" ? forms : undefined;
      expect(await violations(page, parts)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violations(page, parts, ofColours)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    },
  );
});
