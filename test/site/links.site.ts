import { readFileSync } from "node:fs";

import { open, pages, useSite } from "./browser.js";

jest.setTimeout(120_000);

const site = useSite();

/** Redoc's fragments are a route and an element within it, one after the other. */
function idOf(fragments: string[]): string {
  return decodeURIComponent(fragments.at(-1) ?? "").replace(/^\//, "");
}

it("every link leads to a page and a heading of the site, or to a host that is meant", async () => {
  const ids = new Map<string, string[]>();
  const links: { from: string; href: string }[] = [];
  for (const file of pages) {
    const page = await site.pageAt(file);
    ids.set(site.url(file), await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id)));
    const hrefs = await page
      .locator("a[href]")
      .evaluateAll((anchors) => anchors.map((anchor) => (anchor instanceof HTMLAnchorElement ? anchor.href : "")));
    links.push(...hrefs.map((href) => ({ from: file, href })));
    await page.close();
  }
  // Redoc renders an operation's section once a reader scrolls near it or opens it.
  for (const href of new Set(links.map(({ href }) => href))) {
    const [target = "", ...fragments] = href.split("#");
    const id = idOf(fragments);
    if (target !== site.url("explorer.html") || id === "" || ids.get(target)?.includes(id) === true) continue;
    const { page } = await site.watchedPage();
    await open(page, href);
    if ((await page.locator(`[id="${id}"]`).count()) === 1) ids.get(target)?.push(id);
    await page.close();
  }
  const [inside = [], outside = []] = [true, false].map((own) => links.filter(({ href }) => href.startsWith(site.url()) === own));
  // Safe: package.json is ours.
  const { repository } = JSON.parse(readFileSync("package.json", "utf8")) as { repository?: { url: string } };
  const source = repository === undefined ? [] : [new URL(repository.url.replace(/^git\+/, "")).origin];
  // The articles link to the documentation of what they use: semantic versioning, openapi-fetch, BullMQ.
  const articles = ["https://semver.org", "https://openapi-ts.dev", "https://docs.bullmq.io"];
  const meant = ["https://redocly.com", "https://www.npmjs.com", ...articles, ...source];
  const origins = new Set(outside.map(({ href }) => new URL(href).origin));
  expect([...origins].filter((origin) => !meant.includes(origin))).toEqual([]);

  const statuses = new Map<string, number>();
  const astray = [];
  for (const { from, href } of inside) {
    const [target = "", ...fragments] = href.split("#");
    const id = idOf(fragments);
    const status = statuses.get(target) ?? (await fetch(target)).status;
    statuses.set(target, status);
    const missing = id !== "" && ids.get(target)?.includes(id) === false;
    if (status !== 200 || missing) astray.push(`${from}: ${href}`);
  }
  expect(inside.length).toBeGreaterThan(pages.length);
  expect(astray).toEqual([]);
});
