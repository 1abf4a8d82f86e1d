import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";

import { open, useSite } from "./browser.js";

jest.setTimeout(60_000);

const site = useSite();

/** Types a query, and returns the targets of its results, from the site's root. */
async function results(page: Page, query: string): Promise<string[]> {
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("searchbox").fill(query);
  await dialog.locator("[role=status]", { hasText: /results|Nothing/ }).waitFor();
  const hrefs = await dialog.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  return hrefs.map((href) => href.replace(/^(\.\.\/)*/, ""));
}

const expected = [
  ["RECORD_NOT_FOUND", ["guide.html#record_not_found", "reference.html#deleteCustomerByCustomerId-404"]],
  ["retry", ["guide.html#retries"]],
  ["envelope", ["reference.html#schema-Envelope", "sdk/types/enkash-customer-client.Envelope.html"]],
  ["customerId", ["reference.html#deleteCustomerByCustomerId-customerId"]],
  ["maxRetries", ["sdk/interfaces/enkash-customer-client.EnkashClientOptions.html#maxretries", "guide.html#retries"]],
  ["401", ["reference.html#deleteCustomerByCustomerId-401", "guide.html#unauthorized"]],
] as const;

describe.each([
  ["a web server", () => site.url("sdk/index.html")],
  ["a file share", () => pathToFileURL(join("site", "sdk/index.html")).href],
])("search from %s", (_, url) => {
  it.each(expected)("finds %s", async (query, wanted) => {
    const { page, complaints } = await site.watchedPage();
    await open(page, url());
    await page.keyboard.press("/");
    const found = await results(page, query);
    expect(found.slice(0, 5)).toEqual(expect.arrayContaining([...wanted]));
    await page.getByRole("dialog").getByRole("link").first().click();
    await page.waitForURL((address) => address.href.endsWith(found[0] ?? "nowhere"));
    expect(complaints).toEqual([]);
    await page.close();
  });
});

it("loads its index only when it is opened", async () => {
  const { page, requests } = await site.watchedPage();
  await open(page, site.url("guide.html"));
  await page.waitForLoadState("networkidle");
  expect(requests).not.toContain(site.url("assets/search.js"));
  await page.getByRole("button", { name: "Search" }).click();
  await results(page, "retry");
  expect(requests).toContain(site.url("assets/search.js"));
});

it("says that the index is loading, and searches for what was typed meanwhile", async () => {
  const page = await site.pageAt("index.html");
  let deliver = (): void => undefined;
  const delivered = new Promise<void>((resolve) => (deliver = resolve));
  await page.route("**/assets/search.js", async (route) => {
    await delivered;
    await route.continue();
  });
  await page.keyboard.press("/");
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("searchbox").fill("zzzz");
  expect(await dialog.getByRole("status").textContent()).toBe("Loading the search index…");
  await dialog.getByRole("searchbox").fill("retry");
  deliver();
  await dialog.getByText(/^\d+ results$/).waitFor();
});

it("says that the index could not be loaded", async () => {
  const page = await site.pageAt("index.html");
  await page.route("**/assets/search.js", (route) => route.abort());
  await page.keyboard.press("/");
  await page.getByText("The search index could not be loaded").waitFor();
  await page.getByRole("dialog", { name: "Search" }).getByRole("searchbox").fill("retry");
  expect(await page.getByText("The search index could not be loaded").count()).toBe(1);
});

it("works by keyboard alone", async () => {
  const page = await site.pageAt("index.html");
  await page.keyboard.press("Control+k");
  const [first = "", second = ""] = await results(page, "retry");
  expect(first).not.toBe(second);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(site.url(second));
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  expect(await page.getByRole("dialog").count()).toBe(0);
});

it("says that nothing was found", async () => {
  const page = await site.pageAt("index.html");
  await page.keyboard.press("/");
  expect(await results(page, "zzzz")).toEqual([]);
  await page.getByText("Nothing found for “zzzz”").waitFor();
});
