import { readFileSync } from "node:fs";

import { pages, useSite } from "./browser.js";

jest.setTimeout(120_000);

const site = useSite();

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
  const [inside = [], outside = []] = [true, false].map((own) => links.filter(({ href }) => href.startsWith(site.url()) === own));
  // Safe: package.json is ours.
  const { repository } = JSON.parse(readFileSync("package.json", "utf8")) as { repository?: { url: string } };
  const source = repository === undefined ? [] : [new URL(repository.url.replace(/^git\+/, "")).origin];
  // The articles link to the documentation of what they use: semantic versioning, openapi-fetch, BullMQ.
  const articles = ["https://semver.org", "https://openapi-ts.dev", "https://docs.bullmq.io"];
  const meant = ["https://www.npmjs.com", ...articles, ...source];
  const origins = new Set(outside.map(({ href }) => new URL(href).origin));
  expect([...origins].filter((origin) => !meant.includes(origin))).toEqual([]);

  const statuses = new Map<string, number>();
  const astray = [];
  for (const { from, href } of inside) {
    const [target = "", fragment = ""] = href.split("#");
    const id = decodeURIComponent(fragment);
    const status = statuses.get(target) ?? (await fetch(target)).status;
    statuses.set(target, status);
    const missing = id !== "" && ids.get(target)?.includes(id) === false;
    if (status !== 200 || missing) astray.push(`${from}: ${href}`);
  }
  expect(inside.length).toBeGreaterThan(pages.length);
  expect(astray).toEqual([]);
});
