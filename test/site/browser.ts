import { readdirSync, readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import { chromium, type BrowserContext, type Page } from "playwright-core";

import { changelogSections } from "../../scripts/shared/changelog.js";
import { startNodeServer } from "../../scripts/shared/start-server.js";
import { chromiumArgs, findChromium } from "../runtimes/chromium.js";

/** Every page of the site, as a path from its root. */
export const pages = readdirSync("site", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".html"))
  .sort();

export const ownPages = pages.filter((file) => !file.startsWith("sdk/"));

/** Each theme at each width. */
export const views = [
  { name: "light, desktop", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark, desktop", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "light, phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
  { name: "dark, phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

/**
 * Serves the site and opens a browser, for all tests of the block that calls it.
 *
 * @param cwd - the project whose site it is
 */
export function useSite(options: BrowserOptions = {}, cwd = ".") {
  let server: Awaited<ReturnType<typeof startNodeServer>>;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    server = await startNodeServer(["--import", "tsx", "scripts/docs-serve.ts", "--port", "0"], { cwd });
    browser = await openBrowser(options);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  return {
    url: (path = "") => `${server.url}/${path}`,
    watchedPage: () => watchedPage(browser.context),
    /** A new page, opened at this path of the site. */
    async pageAt(path: string): Promise<Page> {
      const { page } = await watchedPage(browser.context);
      await open(page, `${server.url}/${path}`);
      return page;
    },
  };
}

interface BrowserOptions {
  colorScheme?: "light" | "dark";
  viewport?: { width: number; height: number };
  javaScriptEnabled?: boolean;
  /** Takes no notice of the pages' Content-Security-Policy. */
  bypassCSP?: boolean;
  /** Of Chromium's command line. */
  args?: string[];
}

/** Chromium with a fresh profile. */
async function openBrowser({ args = [], ...options }: BrowserOptions = {}) {
  const context = await chromium.launchPersistentContext("", {
    executablePath: findChromium(),
    args: [...chromiumArgs, ...args],
    // The tests are not about animations.
    reducedMotion: "reduce",
    colorScheme: "light",
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  return { context, close: () => context.close() };
}

/** A new page that records its requests and its errors. */
async function watchedPage(context: BrowserContext) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, requests, complaints };
}

/** Opens a page and waits until its scripts have drawn it. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
}

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** The rules of axe that depend on the theme. */
export const ofColours = ["color-contrast"];

const levelAA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The violations of these rules in these parts of the page. Default: WCAG 2.2, level AA, in the whole page. */
export async function violations(page: Page, selectors = ["html"], runOnly = levelAA): Promise<string[]> {
  // Evaluated by the debugger, which no Content-Security-Policy stops.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(selectors)}, ${JSON.stringify({ runOnly })})`);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html}`));
}

// Safe: package.json is ours.
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** Every page but those of the SDK, and of these one of each kind. */
export const ofEachLayout = pages.filter((file, at) => {
  const kind = (name: string) => /^sdk\/\w+\//.exec(name)?.[0] ?? name;
  return pages.findIndex((other) => kind(other) === kind(file)) === at;
});

/** How much wider than the screen the page is. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The header and the list of pages, on a desktop. */
export async function checkFrame(page: Page, file: string): Promise<void> {
  const header = page.locator("header.site-header");
  for (const name of ["Guide", "API", "SDK", "Try it"]) {
    expect(await header.getByRole("link", { name, exact: true }).isVisible()).toBe(true);
  }
  // Once it can be installed from there.
  const released = changelogSections().some(({ date }) => date !== "Unreleased");
  expect(await header.getByRole("link", { name: "npm", exact: true }).count()).toBe(released ? 1 : 0);
  for (const name of ["Search", "Dark theme"]) expect(await header.getByRole("button", { name }).isVisible()).toBe(true);
  expect(await header.getByText(`v${version}`).isVisible()).toBe(true);
  const current = await page.locator(".sidebar [aria-current=page]").count();
  expect({ file, current }).toEqual({ file, current: ["index.html", "404.html"].includes(file) ? 0 : 1 });
}

/** Clicks every control that is not a link, and those that appear meanwhile. */
export async function clickAll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const clicked = new Set<Element>();
    for (let round = 0; round < 3; round++) {
      for (const control of document.querySelectorAll<HTMLElement>('button, summary, [role="tab"], [role="menuitem"]')) {
        if (clicked.has(control)) continue;
        clicked.add(control);
        control.click();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }
    return clicked.size;
  });
}
