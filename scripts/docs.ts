// Builds the docs site from generated/, src/ and docs/. The new site replaces the old one at the end, so that a failure
// leaves the old one unchanged.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { landingPage, notFoundPage, topicPages } from "./docs/articles.js";
import { asMarkdown } from "./docs/as-markdown.js";
import { readDocument } from "./docs/document.js";
import { licences } from "./docs/licences.js";
import { llmsText, markdownFile } from "./docs/navigation.js";
import { framed, frameScripts, rootOf, type Page } from "./docs/page.js";
import { referencePages } from "./docs/reference.js";
import { withReferenceLinks } from "./docs/reference-links.js";
import { readSamples } from "./docs/samples.js";
import { searchScript } from "./docs/search.js";
import { tryPage } from "./docs/try.js";
import { changelogSections } from "./shared/changelog.js";
import { runCommand } from "./shared/command.js";

const folder = ".tmp/site";
const font = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

const command = {
  name: "docs",
  summary: "Builds the docs site into site/.",
  options: {
    "base-url": { type: "string", value: "URL", description: "where the site will be published; adds a sitemap" },
    released: { type: "boolean", description: "the package is on the registry, so say how to install it from there" },
  },
} as const;

await runCommand(command, async (values) => {
  const baseUrl = parseBaseUrl(values["base-url"]);
  const released = values.released === true || changelogSections().some(({ date }) => date !== "Unreleased");
  const bundle = await readFile("generated/openapi.yaml", "utf8");
  const document = await readDocument(bundle);
  const samples = await readSamples();
  console.log("Reading the types and comments of src/ for the SDK reference, which takes a few seconds.");
  // Loading TypeDoc takes most of a second, which --help does not need.
  const { sdkReference } = await import("./docs/sdk.js");
  const sdk = await sdkReference(samples);
  const pages = withReferenceLinks([
    await landingPage(released),
    ...(await topicPages(released)),
    ...referencePages(document, samples, sdk.methods),
    ...sdk.pages,
    await tryPage(document.operations),
  ]);

  console.log(`Writing ${pages.length} pages, and the index for the search.`);
  await rm(folder, { recursive: true, force: true });
  const notFound = notFoundPage(pages, rootOf("404.html", baseUrl));
  for (const page of [...pages, notFound]) await write(page.file, framed(page, pages, baseUrl, released));
  for (const page of pages) await write(markdownFile(page), asMarkdown(page.main));
  await write("llms.txt", llmsText(pages, baseUrl));
  const search = await searchScript(pages);
  await write("assets/search.js", search.text);
  await copyFile(font, join(folder, "assets/inter.woff2"));
  // A drawing of the name and the logo, of 1200 by 630 pixels.
  await copyFile("docs/theme/preview.png", join(folder, "assets/preview.png"));
  const scripts = [...frameScripts, search, ...pages.flatMap(({ script }) => script ?? [])];
  await write("assets/LICENSES.txt", await licences(scripts));
  await copyFile("generated/openapi.yaml", join(folder, "openapi.yaml"));
  if (baseUrl !== undefined) await write("sitemap.xml", sitemap(baseUrl, pages));

  await rm("site", { recursive: true, force: true });
  await rename(folder, "site");
  console.log("site/ is built. Look at it with npm run docs:serve, or open site/index.html.");
});

async function write(file: string, content: string): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** The URL with a "/" at its end. */
function parseBaseUrl(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new Error(`--base-url must be an http(s) URL; got ${JSON.stringify(given)}`);
  }
  return new URL(given).href.replace(/\/?$/, "/");
}

function sitemap(baseUrl: string, pages: Page[]): string {
  const urls = pages.map(({ file }) => `<url><loc>${baseUrl}${file.replace(/(^|\/)index\.html$/, "$1")}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("\n")}
</urlset>
`;
}
