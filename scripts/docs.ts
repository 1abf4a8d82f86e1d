// npm run docs
//
// The site, from generated/, src/ and docs/. Made beside the old one and put in its place last, so that a failure leaves
// the site as it was.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { readDescription } from "./generate/description.js";
import { article } from "../docs/build/markdown.js";
import { framed, sealed, type Page } from "../docs/build/page.js";
import { referencePage } from "../docs/build/reference.js";
import { sdkPages } from "../docs/build/sdk.js";
import { tryPage } from "../docs/build/try.js";

async function main(): Promise<void> {
  parseArgs(); // It takes no options, and says so.
  const made = ".tmp/site";
  await rm(made, { recursive: true, force: true });
  await mkdir(made, { recursive: true });

  const { operations } = await readDescription(await readFile("generated/openapi.yaml", "utf8"));
  const pages = [await landingPage(), await guidePage(), await tryPage(operations)];
  for (const page of pages) await writeFile(join(made, page.file), sealed(framed(page)));
  const methods = await sdkPages(join(made, "sdk"));
  await writeFile(join(made, "reference.html"), await referencePage(methods));
  await copyFile("generated/openapi.yaml", join(made, "openapi.yaml"));

  await rm("site", { recursive: true, force: true });
  await rename(made, "site");
  console.log("site/ is made. Look at it with npm run docs:serve, or open site/index.html.");
}

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

main().catch((error: unknown) => {
  console.error(`docs: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
