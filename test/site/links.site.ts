import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { unescapeHtml } from "../../scripts/docs/html.js";
import { errorTypes } from "../../src/index.js";
import { pages } from "./browser.js";

/** Where the files are taken to be, so that a link can be resolved as a browser does. */
const base = "https://site.invalid/";

it("every link leads to a page and a heading of the site, or to a host that is meant", () => {
  const ids = new Map<string, Set<string>>();
  const links: { from: string; href: string }[] = [];
  for (const file of pages) {
    // No script adds a link or an id that leads anywhere.
    const html = readFileSync(join("site", file), "utf8").replace(/<(script|style)>[^]*?<\/\1>/g, "");
    ids.set(file, new Set(Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id = ""]) => unescapeHtml(id))));
    for (const [, href = ""] of html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
      links.push({ from: file, href: new URL(unescapeHtml(href), base + file).href });
    }
  }
  const [inside = [], outside = []] = [true, false].map((own) => links.filter(({ href }) => href.startsWith(base) === own));
  // Safe: package.json is ours.
  const { repository } = JSON.parse(readFileSync("package.json", "utf8")) as { repository?: { url: string } };
  const source = repository === undefined ? [] : [new URL(repository.url.replace(/^git\+/, "")).origin];
  // The articles link to the documentation of what they use: semantic versioning, Node, openapi-fetch, BullMQ.
  const articles = ["https://semver.org", "https://nodejs.org", "https://openapi-ts.dev", "https://docs.bullmq.io"];
  const meant = ["https://www.npmjs.com", ...articles, ...source];
  const origins = new Set(outside.map(({ href }) => new URL(href).origin));
  expect([...origins].filter((origin) => !meant.includes(origin))).toEqual([]);

  const astray = inside.filter(({ href }) => {
    const { pathname, hash } = new URL(href);
    const file = decodeURIComponent(pathname.slice(1));
    const id = decodeURIComponent(hash.slice(1));
    return !existsSync(join("site", file)) || (id !== "" && ids.get(file)?.has(id) !== true);
  });
  expect(inside.length).toBeGreaterThan(pages.length);
  expect(astray).toEqual([]);
});

it("each error class and each error type has a part of its own", () => {
  const html = readFileSync("site/errors.html", "utf8");
  const classes = readdirSync("site/sdk/classes").flatMap((file) => /\.(\w+Error)\.html$/.exec(file)?.[1] ?? []);
  for (const name of [...classes.filter((name) => name !== "EnkashError"), ...errorTypes]) {
    expect(html).toContain(`<h3 id="${name.toLowerCase()}">${name}<a class="anchor"`);
  }
});

it("every link of llms.txt, and of a page as Markdown, leads to another one", () => {
  const texts = pages.filter((file) => file !== "404.html").map((file) => file.replace(/html$/, "md"));
  expect(readFileSync("site/llms.txt", "utf8").match(/^- \[.*\.md\): \w/gm)?.length).toBeGreaterThan(10);
  for (const file of ["llms.txt", ...texts]) {
    const text = readFileSync(join("site", file), "utf8").replace(/^ *```[^]*?^ *```$/gm, "");
    const targets = Array.from(text.matchAll(/\]\(([^)#?\s]+)[^)]*\)/g), ([, target = ""]) => target);
    const missing = targets.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join("site", file, "..", target)));
    expect({ file, missing }).toEqual({ file, missing: [] });
  }
});
