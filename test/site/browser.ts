import { readdirSync } from "node:fs";
import { chromium, type BrowserContext, type Page } from "playwright-core";

import { chromiumArgs, findChromium } from "../runtimes/chromium.js";

/** Every page of the site, as a path from its root. */
export const pages = readdirSync("site", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".html"))
  .sort();

export const ownPages = pages.filter((file) => !file.startsWith("sdk/"));

/** How a reader may come: each a theme and a width. */
export const views = [
  { name: "light, desktop", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark, desktop", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "light, phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
  { name: "dark, phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

/** Chromium with a profile of its own, and nothing of its maker's in the background. */
export async function openBrowser(options: Partial<(typeof views)[number]> = {}, ...more: string[]) {
  const context = await chromium.launchPersistentContext("", {
    executablePath: findChromium(),
    args: [...chromiumArgs, ...more],
    // One look at each: what moves is not what is tested.
    reducedMotion: "reduce",
    colorScheme: options.colorScheme ?? "light",
    viewport: options.viewport ?? { width: 1280, height: 800 },
  });
  return { context, close: () => context.close() };
}

/** A new page that notes what it asks for and what it complains of. */
export async function watchedPage(context: BrowserContext) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, requests, complaints };
}

/** Opens a page and waits until it has drawn what it draws by script. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
  // What Redoc and TypeDoc write into the file is replaced once their script has taken over.
  if (url.includes("/reference.html")) {
    await page.locator('[data-testid="search-trigger"]', { hasNotText: "Loading..." }).first().waitFor({ state: "attached" });
  }
  if (url.includes("/sdk/")) await page.locator("#tsd-nav-container a").first().waitFor({ state: "attached" });
}
