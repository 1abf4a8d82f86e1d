// node --import tsx bench/cases/site.ts: how soon pages of site/ show on a throttled phone, as JSON. Needs `npm run docs`.
import type { Page } from "playwright-core";

import { startServer } from "../../scripts/shared/start-server.js";
import { launchChromium } from "../../test/runtimes/chromium.js";

interface Loaded {
  path: string;
  /** Of everything the page loads, compressed. */
  bytes: number;
  firstContentMilliseconds: number;
  /** For a path with a fragment: until its element is in view. */
  inViewMilliseconds: number | undefined;
}

const paths = [
  "/",
  "/guide.html",
  "/reference.html",
  "/reference.html#deleteCustomerByCustomerId-customerId",
  "/try.html",
  "/sdk/classes/enkash-customer-client.EnkashApiError.html",
  "/explorer.html",
];
const rounds = 5;

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

const site = await startServer("scripts/docs-serve.ts");
try {
  const results = [];
  for (const path of paths) {
    const loads: Loaded[] = [];
    for (let round = 0; round < rounds; round++) loads.push(await load(site.url, path));
    results.push(median(loads));
  }
  console.log(JSON.stringify(results, null, 2));
} finally {
  await site.stop();
}

/** Each load has a browser of its own, and so an empty cache. */
async function load(origin: string, path: string): Promise<Loaded> {
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
  return { path, bytes, ...times };
}

async function timesOf(page: Page): Promise<Omit<Loaded, "path" | "bytes">> {
  const [firstContent, inView] = await page.evaluate(() =>
    ["first-contentful-paint", "target-in-view"].map((name) => performance.getEntriesByName(name)[0]?.startTime),
  );
  return { firstContentMilliseconds: firstContent ?? NaN, inViewMilliseconds: inView };
}

function median(loads: Loaded[]): Loaded | undefined {
  const slowness = (load: Loaded) => load.inViewMilliseconds ?? load.firstContentMilliseconds;
  return loads.toSorted((one, other) => slowness(one) - slowness(other))[Math.floor(loads.length / 2)];
}
