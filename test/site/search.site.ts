import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";

import { open, useSite } from "./browser.js";

const site = useSite();

/** Types a query, and returns the targets of its results, from the site's root. */
async function results(page: Page, query: string): Promise<string[]> {
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("searchbox").fill(query);
  await dialog.locator("[role=status]", { hasText: /result|Nothing/ }).waitFor();
  const hrefs = await dialog.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  return hrefs.map((href) => href.replace(/^(\.\.\/)*/, ""));
}

/** What a reader types, and the page or the part of it that comes first. */
const expected = [
  ["token expired", "tokens.html#when-a-token-expires"],
  ["errors", "errors.html"],
  ["404", "errors.html#404-not-found"],
  ["how do i test", "testing.html"],
  ["account locked", "tokens.html#account-locked-and-how-it-is-prevented"],
  ["ENOTFOUND", "troubleshooting.html#getaddrinfo-enotfound"],
  ["HTTPS_PROXY", "proxies.html#https_proxy"],
  ["certificate", "proxies.html"],
  ["accessToken is empty", "troubleshooting.html#accesstoken-is-empty-is-the-environment-variable-set"],
  ["opentelemetry", "logging.html#opentelemetry"],
  ["deno", "runtimes.html#deno-bun-cloudflare-workers-and-browsers"],
  ["rate limit", "retries.html#rate-limit-429-and-retry-after"],
  ["RECORD_NOT_FOUND", "errors.html#record_not_found"],
  ["RECORD_NOT_FUOND", "errors.html#record_not_found"],
  ["retires", "retries.html"],
  ["retry", "retries.html"],
  ["log in", "tokens.html#log-in"],
  ["install", "quick-start.html#install"],
  ["maxRetries", "options.html#maxretries"],
  ["base url", "options.html#baseurl"],
  ["lcoked out", "tokens.html#account-locked-and-how-it-is-prevented"],
  ["self signed", "troubleshooting.html#self-signed-certificate"],
  ["cant connect", "troubleshooting.html#connect-econnrefused"],
  ["too many requests", "troubleshooting.html#failed-with-http-429"],
  ["http proxy", "proxies.html#https_proxy"],
  ["expred token", "tokens.html#when-a-token-expires"],
  ["unkown outcome", "errors.html#outcomes"],
  ["cancel a request", "retries.html#time-limits-and-cancelling-with-a-signal"],
  ["delete many customers", "bulk-delete.html"],
  ["react native", "runtimes.html#react-native"],
  ["outcome", "errors.html#outcomes"],
  ["errorType", "errors.html#error-types"],
  ["customerId", "reference.html#deleteCustomerByCustomerId-customerId"],
  ["python", "reference.html#deleteCustomerByCustomerId-sample-python"],
  ["no response: getaddrinfo ENOTFOUND ekpayout-uat.enkash.in", "troubleshooting.html#getaddrinfo-enotfound"],
  [
    'deleteCustomerByCustomerId: customerId must match ^KC[A-Z0-9]{14}$; got "kc1". Nothing was sent.',
    "troubleshooting.html#customerid-must-match-kca-z0-914",
  ],
] as const;

it("finds the right part first", async () => {
  const page = await site.pageAt("index.html");
  await page.keyboard.press("/");
  await results(page, "retry");
  const found = await page.evaluate((queries) => queries.map((query) => searchSite?.(query)[0]?.href), expected.map(([query]) => query));
  expect(expected.map(([query], at) => [query, found[at]])).toEqual(expected);
});

it("has every word of the query in its first results, and one row for a member that many types have", async () => {
  const page = await site.pageAt("index.html");
  await page.keyboard.press("/");
  await results(page, "retry");
  const found = await page.evaluate(() => ({ recieve: searchSite?.("recieve"), outcome: searchSite?.("outcome") }));
  expect(found.recieve?.length).toBeGreaterThan(0);
  const members = found.outcome?.filter(({ href, title }) => href.startsWith("sdk/") && title === "outcome") ?? [];
  expect(members.map(({ chapter }) => chapter)).toEqual([expect.stringMatching(/^EnkashError \(SDK\); also .*EnkashApiError/)]);
});

it.each([
  ["a web server", () => site.url("sdk/index.html")],
  ["a file share", () => pathToFileURL(join("site", "sdk/index.html")).href],
])("leads to what it finds, from %s", async (_, url) => {
  const { page, complaints } = await site.watchedPage();
  await open(page, url());
  await page.keyboard.press("/");
  const [first = "nowhere"] = await results(page, "certificate");
  await page.getByRole("dialog").getByRole("link").first().click();
  await page.waitForURL((address) => address.href.endsWith(first));
  expect(complaints).toEqual([]);
  await page.close();
});

it("loads its index only when it is opened", async () => {
  const { page, requests } = await site.watchedPage();
  await open(page, site.url("errors.html"));
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

it("offers the topics where nothing is found", async () => {
  const page = await site.pageAt("sdk/index.html");
  await page.keyboard.press("/");
  expect(await results(page, "zzzz")).toEqual(expect.arrayContaining([site.url("quick-start.html"), site.url("troubleshooting.html")]));
  await page.getByText("Nothing found for “zzzz”").waitFor();
  await page.getByRole("dialog").getByRole("link", { name: "Troubleshooting" }).click();
  await page.waitForURL(site.url("troubleshooting.html"));
});
