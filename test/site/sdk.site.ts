import { readFileSync } from "node:fs";
import { join } from "node:path";

import { unescapeHtml } from "../../scripts/docs/html.js";
import { checkFrame, ofEachLayout, open, overflow, pages, useSite, views, violations } from "./browser.js";

const sdkPages = pages.filter((file) => file.startsWith("sdk/"));

function main(file: string): string {
  return /<main[^]*<\/main>/.exec(readFileSync(join("site", file), "utf8"))?.[0] ?? "";
}

function text(html: string): string {
  return unescapeHtml(html.replace(/<br\s*\/?>/g, "\n").replace(/<[^>]*>/g, ""));
}

it("lists functions before classes and types", () => {
  const names = Array.from(main("sdk/index.html").matchAll(/<h3 id="[^"]*">(\w[\w ]*)/g), ([, name]) => name);
  expect(names.slice(0, 3)).toEqual(["Functions", "Classes", "Interfaces"]);
});

it.each(sdkPages)("%s has nothing of TypeScript's insides, and no line of code longer than 80 columns", (file) => {
  const html = main(file);
  expect(text(html)).not.toMatch(/__namedParameters|any, any|Inherited from|^References/m);
  const code = html.match(/<pre[^]*?<\/pre>|<div class="tsd-signature[^]*?<\/div>/g) ?? [];
  expect(code.flatMap((block) => text(block).split("\n")).filter((line) => line.length > 80)).toEqual([]);
});

it.each(sdkPages.filter((file) => file.startsWith("sdk/functions/") || file.endsWith(".EnkashClient.html")))(
  "%s has an example, and one list of what is thrown",
  (file) => {
    const html = main(file);
    expect(html).toMatch(/<h4>Example<\/h4><div class="code">/);
    expect(html.split("<h4>Throws</h4>").length).toBeLessThanOrEqual(2);
  },
);

it("an error that a method throws is a link", () => {
  const html = main("sdk/interfaces/enkash-customer-client.EnkashClient.html");
  const list = /<h4>Throws<\/h4><ul>([^]*?)<\/ul>/.exec(html)?.[1] ?? "";
  const linked = Array.from(list.matchAll(/<a href="\.\.\/classes\/[^"]*"[^>]*>(\w+)<\/a>/g), ([, name]) => name);
  expect(linked).toEqual([
    "EnkashParameterError",
    "EnkashApiError",
    "EnkashResponseError",
    "EnkashConnectionError",
    "EnkashTimeoutError",
  ]);
});

describe("in a browser", () => {
  const site = useSite();

  // What is around their text is that of the page of their kind in every-page.site.ts.
  it("every page of the SDK has its header, and a text that is accessible in both themes on a desktop and a phone", async () => {
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
});
