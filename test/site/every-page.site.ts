import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";

import { clickAll, ofColours, open, ownPages, pages, useSite, views, violations } from "./browser.js";

jest.setTimeout(180_000);

// Safe: package.json is ours.
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** Every page but those of the SDK, and of these one of each kind. */
const ofEachLayout = pages.filter((file, at) => {
  const kind = (name: string) => /^sdk\/\w+\//.exec(name)?.[0] ?? name;
  return pages.findIndex((other) => kind(other) === kind(file)) === at;
});

/** How much wider than the screen the page is. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

async function checkFrame(page: Page, file: string): Promise<void> {
  const header = page.locator("header.site-header");
  for (const name of ["Guide", "API", "SDK", "Try it"]) {
    expect(await header.getByRole("link", { name, exact: true }).isVisible()).toBe(true);
  }
  expect(await header.getByRole("link", { name: "npm", exact: true }).count()).toBe(1);
  for (const name of ["Search", "Dark theme"]) expect(await header.getByRole("button", { name }).isVisible()).toBe(true);
  expect(await header.getByText(`v${version}`).isVisible()).toBe(true);
  const current = await page.locator(".sidebar [aria-current=page]").count();
  expect({ file, current }).toEqual({ file, current: ["index.html", "404.html"].includes(file) ? 0 : 1 });
}

describe("every page", () => {
  const site = useSite();

  // One visit for all checks, since most of the time goes into loading. A theme changes colours and nothing else, so two
  // of the four views are checked for colours only.
  it.each(ofEachLayout)(
    "%s is accessible in both themes on a desktop and a phone, has its header, and contacts no other host",
    async (file) => {
      const { page, requests, complaints } = await site.watchedPage();
      const popups: Page[] = [];
      page.on("popup", (popup) => popups.push(popup));
      await open(page, site.url(file));
      await checkFrame(page, file);
      for (const [at, { viewport, colorScheme }] of [views[0], views[1], views[3], views[2]].entries()) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        expect(await violations(page, undefined, at % 2 === 0 ? undefined : ofColours)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      expect(await clickAll(page)).toBeGreaterThan(0);
      await page.waitForLoadState("networkidle");
      expect(requests.filter((url) => !url.startsWith(site.url()) && !/^(data|blob):/.test(url))).toEqual([]);
      expect(popups).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  // What is around their text is that of the page of their kind above.
  it("of the SDK has its header, and a text that is accessible in both themes on a desktop and a phone", async () => {
    const { page, requests, complaints } = await site.watchedPage();
    for (const file of pages.filter((file) => !ofEachLayout.includes(file))) {
      await page.setViewportSize(views[0].viewport);
      await open(page, site.url(file));
      await checkFrame(page, file);
      for (const { viewport, colorScheme } of [views[0], views[3]]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        expect({ file, violations: await violations(page, ["main"]) }).toEqual({ file, violations: [] });
        expect({ file, overflow: await overflow(page) }).toEqual({ file, overflow: 0 });
      }
    }
    expect(requests.filter((url) => !url.startsWith(site.url()) && !/^(data|blob):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("renders from a file share without an error", async () => {
    const { page, requests, complaints } = await site.watchedPage();
    // Only a web server shows 404.html.
    for (const file of ownPages.filter((file) => file !== "404.html")) {
      await open(page, pathToFileURL(join("site", file)).href);
      expect(await page.locator("h1").first().innerText()).not.toBe("");
      expect({ file, complaints }).toEqual({ file, complaints: [] });
    }
    expect(requests.filter((url) => !/^(data|blob|file):/.test(url))).toEqual([]);
  });
});
