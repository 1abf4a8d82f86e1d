import { readFileSync } from "node:fs";
import { join } from "node:path";

import { open, ownPages, pages, useSite, views } from "./browser.js";

jest.setTimeout(60_000);

const site = useSite();

it.each(pages)("%s has title, description, Open Graph, favicon, navigation, search, theme, version and npm link", async (file) => {
  const html = readFileSync(join("site", file), "utf8");
  expect(html).toMatch(/<title>[^<]{5,}<\/title>/);
  expect(html).toMatch(/<meta name="description" content="[^"]{15,}"/);
  expect(html).toMatch(/<meta property="og:title" content="[^"]+"/);
  expect(html).toMatch(/<link[^>]*rel="icon"[^>]*href="data:image\/svg/);
  const page = await site.pageAt(file);
  const header = page.locator("header.site-header");
  for (const name of ["Guide", "API", "SDK", "Try it", "npm"]) {
    expect(await header.getByRole("link", { name, exact: true }).count()).toBe(1);
  }
  expect(await header.getByRole("button", { name: "Search" }).isVisible()).toBe(true);
  expect(await header.getByRole("button", { name: "Dark theme" }).isVisible()).toBe(true);
  // Safe: package.json is ours.
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(await header.getByText(`v${version}`).isVisible()).toBe(true);
  await page.close();
});

it("no two pages have the same title", () => {
  const titles = pages.map((file) => /<title>(.*?)<\/title>/.exec(readFileSync(join("site", file), "utf8"))?.[1]);
  expect(new Set(titles).size).toBe(pages.length);
});

it("the header stays in view, with navigation and search", async () => {
  for (const viewport of [views[0].viewport, views[2].viewport]) {
    const page = await site.pageAt("errors.html");
    await page.setViewportSize(viewport);
    await page.evaluate(() => {
      scrollTo(0, 1_500);
    });
    for (const name of ["Guide", "API", "SDK", "Try it"]) {
      const { y = Infinity } = (await page.locator("header").getByRole("link", { name, exact: true }).boundingBox()) ?? {};
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(60);
    }
    await page.close();
  }
});

it("the theme that was chosen holds on every page", async () => {
  const page = await site.pageAt("index.html");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Dark theme" }).click();
  const dark = await background();
  expect(dark).not.toBe(light);
  for (const file of ["sdk/index.html", "reference.html"]) {
    await page.goto(site.url(file));
    expect(await background()).toBe(dark);
    expect(await page.getByRole("button", { name: "Dark theme" }).getAttribute("aria-pressed")).toBe("true");
  }
  await page.getByRole("button", { name: "Dark theme" }).click();
  expect(await background()).toBe(light);
});

it.each(ownPages)("every block of code in %s can be copied", async (file) => {
  const page = await site.pageAt(file);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const blocks = page.locator(".code");
  expect(await page.locator(".code .copy").count()).toBe(await blocks.count());
  const first = page.locator(".code:visible").first();
  if ((await first.count()) > 0) {
    await first.locator(".copy").click();
    await page.getByText("Copied to the clipboard").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await first.locator("code").evaluate((code) => code.textContent));
  }
  await page.close();
});

it("every heading of a text links to itself", async () => {
  const page = await site.pageAt("errors.html");
  const headings = page.locator("main :is(h2, h3)");
  expect(await headings.count()).toBeGreaterThan(5);
  for (const heading of await headings.all()) {
    expect(await heading.locator("a.anchor").getAttribute("href")).toBe(`#${(await heading.getAttribute("id")) ?? ""}`);
  }
});

it("the first screen says unofficial and how to install", async () => {
  const page = await site.pageAt("index.html");
  for (const { viewport } of [views[0], views[2]]) {
    await page.setViewportSize(viewport);
    for (const text of ["Unofficial.", "npm install enkash-customer-client"]) {
      const box = await page.getByText(text).first().boundingBox();
      expect(box === null ? Infinity : box.y + box.height).toBeLessThan(viewport.height);
    }
  }
});

it("an address that does not exist has a page that leads on", async () => {
  const { page } = await site.watchedPage();
  const response = await page.goto(site.url("guide/that/does/not/exist"));
  expect(response?.status()).toBe(404);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Page not found");
  await page.getByRole("main").getByRole("link", { name: "Troubleshooting" }).click();
  await page.waitForURL(site.url("troubleshooting.html"));
});

it.each(ownPages.flatMap((file) => ["%", "%E0%A4%A", "100%"].map((fragment) => `${file}#${fragment}`)))(
  "%s, whose fragment cannot be decoded, works like any other address",
  async (address) => {
    const { page, complaints } = await site.watchedPage();
    await open(page, site.url(address));
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("dialog", { name: "Search" }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  },
);

it("a fragment that cannot be decoded is followed as it is written", async () => {
  const { page, complaints } = await site.watchedPage();
  await open(page, site.url("reference.html"));
  const section = page.locator(".tabs > section.unchosen").first();
  await section.evaluate((element) => {
    element.id = "100%";
    location.hash = "#100%";
  });
  await page.locator(".tabs > section:not(.unchosen)[id='100%']").waitFor();
  expect(complaints).toEqual([]);
});
