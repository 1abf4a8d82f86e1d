import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

import { open, openBrowser, ownPages, pages, views, watchedPage } from "./browser.js";
import { startServer } from "../../scripts/shared/start-server.js";

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

jest.setTimeout(180_000);

let site: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  site = await startServer("scripts/docs-serve.ts");
});
afterAll(() => site.stop());

// TypeDoc writes the SDK's pages from one mould: two views of each show both themes and both widths.
describe.each([
  { ...views[0], files: pages },
  { ...views[1], files: ownPages },
  { ...views[2], files: ownPages },
  { ...views[3], files: pages },
])("in $name", ({ files, ...view }) => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser(view);
  });
  afterAll(() => browser.close());

  it.each(files)("%s renders without a complaint, asks nobody else, and axe finds nothing", async (file) => {
    const { page, requests, complaints } = await watchedPage(browser.context);
    await open(page, `${site.url}/${file}`);
    await showAll(page);
    const outside = requests.filter((url) => !url.startsWith(site.url) && !/^(data|blob):/.test(url));
    expect({ complaints, outside }).toEqual({ complaints: [], outside: [] });
    expect(await violations(page)).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider).toBe(0);
    await page.close();
  });
});

describe("from a file share", () => {
  it.each(ownPages)("%s renders without a complaint, by one request", async (file) => {
    const browser = await openBrowser();
    const { page, requests, complaints } = await watchedPage(browser.context);
    await open(page, pathToFileURL(join("site", file)).href);
    expect(await page.locator("h1").first().innerText()).not.toBe("");
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(data|blob):/.test(url))).toHaveLength(1);
    await browser.close();
  });
});

/** Redoc's fragments are a route and an element within it, one after the other. */
function idOf(fragments: string[]): string {
  return decodeURIComponent(fragments.at(-1) ?? "").replace(/^\//, "");
}

it("leads no link astray", async () => {
  const browser = await openBrowser();
  const ids = new Map<string, string[]>();
  const links: { from: string; href: string }[] = [];
  for (const file of pages) {
    const { page } = await watchedPage(browser.context);
    await open(page, `${site.url}/${file}`);
    ids.set(`${site.url}/${file}`, await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id)));
    const hrefs = await page
      .locator("a[href]")
      .evaluateAll((anchors) => anchors.map((anchor) => (anchor instanceof HTMLAnchorElement ? anchor.href : "")));
    links.push(...hrefs.map((href) => ({ from: file, href })));
    await page.close();
  }
  // Redoc makes an operation's section once a reader is near it or asks for it.
  for (const href of new Set(links.map(({ href }) => href))) {
    const [target = "", ...fragments] = href.split("#");
    const id = idOf(fragments);
    if (target !== `${site.url}/reference.html` || id === "" || ids.get(target)?.includes(id) === true) continue;
    const { page } = await watchedPage(browser.context);
    await open(page, href);
    if ((await page.locator(`[id="${id}"]`).count()) === 1) ids.get(target)?.push(id);
    await page.close();
  }
  await browser.close();
  const [inside, outside] = [true, false].map((own) => links.filter(({ href }) => href.startsWith(site.url) === own));
  // The makers' credits, and the contact that the description names; no reader is sent anywhere else.
  expect([...new Set(outside?.map(({ href }) => new URL(href).origin))].sort()).toEqual([
    "https://redocly.com",
    "https://typedoc.org",
    "null", // mailto:
  ]);

  const statuses = new Map<string, number>();
  const astray = [];
  for (const { from, href } of inside ?? []) {
    const [target = "", ...fragments] = href.split("#");
    const id = idOf(fragments);
    const status = statuses.get(target) ?? (await fetch(target)).status;
    statuses.set(target, status);
    const missing = id !== "" && ids.get(target)?.includes(id) === false;
    if (status !== 200 || missing) astray.push(`${from}: ${href}`);
  }
  expect(inside?.length).toBeGreaterThan(pages.length);
  expect(astray).toEqual([]);
});

// What a slow line and a slow machine need: one request, small enough for the first round trips, and no script to wait
// for. The time itself is printed, not judged: it is this machine's.
it("shows the landing page's text from one small request", async () => {
  const browser = await openBrowser(views[2]);
  const { page, requests } = await watchedPage(browser.context);
  const session = await browser.context.newCDPSession(page);
  // A cheap phone on a poor line: a quarter of this machine's speed, 1.6 Mbit/s, 150 ms for each round trip.
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 94_000,
  });
  const answer = await page.goto(`${site.url}/`);
  const paintedMs = await page.evaluate(async () => {
    const [entry] = performance.getEntriesByName("first-contentful-paint");
    if (entry !== undefined) return entry.startTime;
    return new Promise<number>((resolve) => {
      new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
      }).observe({ type: "paint", buffered: true });
    });
  });
  console.log(`The landing page's first text came after ${Math.round(paintedMs)} ms`);
  expect(requests).toEqual([`${site.url}/`]);
  expect((await answer?.body())?.length).toBeLessThan(14_600); // ten TCP segments, what a server sends at once
  expect(await page.locator("script").count()).toBe(0);
  await browser.close();
});

/** Redoc draws what comes into view: so all of it has to come. */
async function showAll(page: Page): Promise<void> {
  if ((await page.locator("#redoc").count()) === 0) return;
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await frame();
      await frame();
    }
    scrollTo(0, 0);
    await frame();
  });
}

async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no Content-Security-Policy stops.
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(
    'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })',
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html}`));
}
