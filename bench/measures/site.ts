import type { Page } from "playwright-core";

import { startServer } from "../../scripts/shared/start-server.js";
import { launchChromium } from "../../test/runtimes/chromium.js";
import { run } from "../process.js";
import { figure, table } from "../table.js";
import { median } from "../rounds.js";
import type { Settings } from "../settings.js";

export interface LoadedPage {
  path: string;
  loads: Load[];
}

interface Load {
  /** Of everything the page loads, compressed. */
  bytes: number;
  firstContentMilliseconds: number;
  /** For a path with a fragment: until its element is in view. */
  inViewMilliseconds: number | undefined;
}

const paths = [
  "/",
  "/errors.html",
  "/reference.html",
  "/reference.html#deleteCustomerByCustomerId-customerId",
  "/try.html",
  "/sdk/classes/enkash-customer-client.EnkashApiError.html",
];

// As a text, because tsx adds calls to a helper of its own, which pages do not have.
const watchTarget = `
  const look = () => {
    const box = document.getElementById(location.hash.slice(1))?.getBoundingClientRect();
    const painted = performance.getEntriesByName("first-contentful-paint").length > 0;
    if (painted && box && box.top >= 0 && box.bottom <= innerHeight) performance.mark("target-in-view");
    else requestAnimationFrame(look);
  };
  if (location.hash !== "") requestAnimationFrame(look);
`;

/** How soon the pages of the docs site show on a throttled phone. */
export async function measureSite({ siteRounds }: Settings): Promise<LoadedPage[]> {
  await run("npm", ["run", "docs"]);
  const site = await startServer("scripts/docs-serve.ts");
  try {
    const pages: LoadedPage[] = [];
    for (const path of paths) {
      const loads: Load[] = [];
      for (let round = 0; round < siteRounds; round++) loads.push(await load(site.url, path));
      pages.push({ path, loads });
    }
    return pages;
  } finally {
    await site.stop();
  }
}

export function siteSection(pages: readonly LoadedPage[]): string {
  const seconds = (loads: Load[], time: (load: Load) => number | undefined) => {
    const times = loads.flatMap((load) => time(load) ?? []);
    return times.length === 0 ? "" : figure(median(times) / 1_000, 2);
  };
  return table(
    ["page", "first content, s", "target of the link in view, s", "transferred, kB"],
    pages.map(({ path, loads }) => [
      `\`${path}\``,
      seconds(loads, (load) => load.firstContentMilliseconds),
      seconds(loads, (load) => load.inViewMilliseconds),
      figure(median(loads.map(({ bytes }) => bytes)) / 1_000),
    ]),
  );
}

/** Each load has a browser of its own, and so an empty cache. */
async function load(origin: string, path: string): Promise<Load> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await session.send("Network.enable");
  const line = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 }; // 1.6 Mbit/s
  await session.send("Network.emulateNetworkConditions", { offline: false, ...line });
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript({ content: watchTarget });
  await page.goto(origin + path, { waitUntil: "networkidle" });
  const times = await timesOf(page);
  await browser.close();
  return { bytes, ...times };
}

async function timesOf(page: Page): Promise<Omit<Load, "bytes">> {
  const [firstContent, inView] = await page.evaluate(() =>
    ["first-contentful-paint", "target-in-view"].map((name) => performance.getEntriesByName(name)[0]?.startTime),
  );
  return { firstContentMilliseconds: firstContent ?? NaN, inViewMilliseconds: inView };
}
