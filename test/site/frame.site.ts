import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { open, ownPages, pages, useSite, views } from "./browser.js";

const site = useSite();

it.each(pages)("%s has title, description, Open Graph with an image, and favicon", (file) => {
  const html = readFileSync(join("site", file), "utf8");
  expect(html).toMatch(/<title>[^<]{5,}<\/title>/);
  expect(html).toMatch(/<meta name="description" content="[^"]{15,}"/);
  expect(html).toMatch(/<meta property="og:title" content="[^"]+"/);
  const [, image = ""] = /<meta property="og:image" content="([^"]+)"/.exec(html) ?? [];
  expect(existsSync(join("site", file === "404.html" ? "" : dirname(file), image))).toBe(true);
  expect(html).toMatch(/<link[^>]*rel="icon"[^>]*href="data:image\/svg/);
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

it("every block of code can be copied, and no button covers code or is smaller than a finger", async () => {
  const page = await site.pageAt("index.html");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize(views[2].viewport);
  for (const file of ownPages) {
    await open(page, site.url(file));
    const blocks = page.locator(".code");
    expect(await page.locator(".code .copy").count()).toBe(await blocks.count());
    const misplaced = await page.locator(".code:visible").evaluateAll((shown) =>
      shown.flatMap((block) => {
        const button = block.querySelector(".copy")?.getBoundingClientRect();
        const code = block.querySelector("pre")?.getBoundingClientRect();
        if (button === undefined || code === undefined) return ["no button"];
        const covers = button.left < code.right && button.bottom > code.top && button.top < code.bottom;
        return covers || Math.min(button.width, button.height) < 44 ? [block.textContent] : [];
      }),
    );
    expect({ file, misplaced }).toEqual({ file, misplaced: [] });
    const first = page.locator(".code:visible").first();
    if ((await first.count()) === 0) continue;
    await first.locator(".copy").click();
    await page.getByText("Copied to the clipboard").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await first.locator("code").evaluate((code) => code.textContent));
  }
});

it("a table of more than two columns becomes rows on a phone, with the name of each column", async () => {
  const page = await site.pageAt("errors.html");
  await page.setViewportSize(views[2].viewport);
  const cell = page.locator(".wide td").nth(1);
  expect(await cell.evaluate((element) => getComputedStyle(element, "::before").content)).toBe('"what is known"');
  const { x = 0, width = 0 } = (await cell.boundingBox()) ?? {};
  expect(x + width).toBeLessThanOrEqual(390);
  expect(width).toBeGreaterThan(300);
});

it("prints in the light palette, whatever the theme", async () => {
  const page = await site.pageAt("errors.html");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
  expect(await page.locator(".sidebar").isVisible()).toBe(false);
});

it("a page leads to the one before it, to the next one, to its source and to its Markdown", async () => {
  const page = await site.pageAt("errors.html");
  const list = page.getByRole("navigation", { name: "Pages" });
  expect(await list.getByRole("link", { name: "Errors", exact: true }).getAttribute("aria-current")).toBe("page");
  for (const name of ["Many deletes", "Changelog", "SDK reference"]) await list.getByRole("link", { name }).waitFor();
  expect(await page.locator("a[rel=prev]").getAttribute("href")).toBe("entries.html");
  expect(await page.locator("a[rel=next]").getAttribute("href")).toBe("retries.html");
  expect(await page.getByRole("link", { name: "Edit this page" }).getAttribute("href")).toMatch(/\/edit\/main\/docs\/errors\.md$/);
  const { page: other } = await site.watchedPage();
  const markdown = await other.goto(site.url((await page.getByRole("link", { name: "as Markdown" }).getAttribute("href")) ?? ""));
  expect(await markdown?.text()).toContain("# Errors\n");
});

it("a part whose address was opened is clear of the header", async () => {
  const page = await site.pageAt("errors.html");
  for (const { viewport } of [views[0], views[2]]) {
    await page.setViewportSize(viewport);
    for (const id of ["404-not-found", "record_not_found"]) {
      await page.goto(site.url("index.html"));
      await open(page, site.url(`errors.html#${id}`));
      const header = (await page.locator(".site-header").boundingBox()) ?? { y: 0, height: Infinity };
      const part = await page.locator(`[id="${id}"]`).boundingBox();
      expect(part?.y).toBeGreaterThanOrEqual(header.y + header.height);
      expect(part?.y).toBeLessThan(viewport.height);
    }
  }
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
    for (const text of ["Unofficial.", "install it from its repository"]) {
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

// One page of each layout, since every page has the same script.
it.each(["index.html", "errors.html", "reference.html", "sdk/index.html", "try.html", "404.html"])(
  "%s works with a fragment that cannot be decoded as with any other",
  async (file) => {
    const { page, complaints } = await site.watchedPage();
    for (const fragment of ["%", "%E0%A4%A", "100%"]) {
      await page.goto("about:blank"); // Only the fragment would change otherwise.
      await open(page, site.url(`${file}#${fragment}`));
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("dialog", { name: "Search" }).waitFor();
    }
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

it("every page but those of the SDK renders from a file share without an error", async () => {
  const { page, requests, complaints } = await site.watchedPage();
  // Only a web server shows 404.html.
  for (const file of ownPages.filter((file) => file !== "404.html")) {
    await open(page, pathToFileURL(join("site", file)).href);
    expect(await page.locator("h1").first().innerText()).not.toBe("");
    expect({ file, complaints }).toEqual({ file, complaints: [] });
  }
  expect(requests.filter((url) => !/^(data|blob|file):/.test(url))).toEqual([]);
});
