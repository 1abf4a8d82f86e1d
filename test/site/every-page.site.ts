import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";

import { clickAll, open, ownPages, pages, useSite, views, violations } from "./browser.js";

jest.setTimeout(180_000);

// The SDK's pages have one layout: two views of each show both themes and both widths.
describe.each([
  { ...views[0], files: pages },
  { ...views[1], files: ownPages },
  { ...views[2], files: ownPages },
  { ...views[3], files: pages },
])("in $name", ({ files, ...view }) => {
  const site = useSite(view);

  it.each(files)("%s has no accessibility violation, no error, and nothing wider than the screen", async (file) => {
    const { page, complaints } = await site.watchedPage();
    await open(page, site.url(file));
    expect(complaints).toEqual([]);
    expect(await violations(page)).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider).toBe(0);
    await page.close();
  });
});

describe("every control", () => {
  const site = useSite();

  it.each(pages)("of %s makes no request to another host, and opens no window", async (file) => {
    const { page, requests } = await site.watchedPage();
    const popups: Page[] = [];
    page.on("popup", (popup) => popups.push(popup));
    await open(page, site.url(file));
    expect(await clickAll(page)).toBeGreaterThan(0);
    await page.waitForLoadState("networkidle");
    expect(requests.filter((url) => !url.startsWith(site.url()) && !/^(data|blob):/.test(url))).toEqual([]);
    expect(popups).toEqual([]);
    await page.close();
  });
});

describe("from a file share", () => {
  const site = useSite();

  // Only a web server shows 404.html.
  it.each(ownPages.filter((file) => file !== "404.html"))("%s renders without an error", async (file) => {
    const { page, requests, complaints } = await site.watchedPage();
    await open(page, pathToFileURL(join("site", file)).href);
    expect(await page.locator("h1").first().innerText()).not.toBe("");
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(data|blob|file):/.test(url))).toEqual([]);
    await page.close();
  });
});
