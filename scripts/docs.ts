// Builds the docs site from generated/, src/ and docs/. The new site replaces the old one last, so that a failure leaves
// the old one as it was.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readDescription } from "./generate/description.js";
import { runCommand } from "./shared/command.js";
import { article } from "../docs/build/markdown.js";
import { framed, withContentSecurityPolicy, type Page } from "../docs/build/page.js";
import { referencePage } from "../docs/build/reference.js";
import { sdkPages } from "../docs/build/sdk.js";
import { tryPage } from "../docs/build/try.js";

await runCommand({ name: "docs", summary: "Builds the docs site into site/." }, async () => {
  const folder = ".tmp/site";
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  const { operations } = await readDescription(await readFile("generated/openapi.yaml", "utf8"));
  const pages = [await landingPage(), await guidePage(), await tryPage(operations)];
  for (const page of pages) await writeFile(join(folder, page.file), withContentSecurityPolicy(framed(page)));
  const methods = await sdkPages(join(folder, "sdk"));
  await writeFile(join(folder, "reference.html"), await referencePage(methods));
  await copyFile("generated/openapi.yaml", join(folder, "openapi.yaml"));

  await rm("site", { recursive: true, force: true });
  await rename(folder, "site");
  console.log("site/ is built. Look at it with npm run docs:serve, or open site/index.html.");
});

async function landingPage(): Promise<Page> {
  const { html } = article(await readFile("docs/index.md", "utf8"), { contents: false });
  return {
    file: "index.html",
    title: "enkash-customer-client",
    summary: "A small, typed client that deletes EnKash customers, and knows when they are gone.",
    main: `<main id="main" class="text home">${html}</main>`,
  };
}

async function guidePage(): Promise<Page> {
  const { title, html } = article(await readFile("docs/guide.md", "utf8"), { contents: true });
  return {
    file: "guide.html",
    title: `${title} · enkash-customer-client`,
    summary: "The first call, what each error means, retries, testing, tokens.",
    main: `<main id="main" class="text">${html}</main>`,
  };
}
