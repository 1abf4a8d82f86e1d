// The frame of every page of the site: head, header, navigation, footer.
import { readFileSync } from "node:fs";

import { escapeHtml } from "../../docs/page/escape-html.js";
import { bundle, type Script } from "./bundle.js";
import type { LinkGroup } from "./html.js";
import { chapterOf, markdownFile, pageEnd, sidebar, type Group } from "./navigation.js";
import { contentSecurityPolicy } from "./policy.js";
import { project } from "./project.js";

export interface Page {
  /** The file's path within the site. */
  file: string;
  title: string;
  /** For search engines and link previews. */
  summary: string;
  /** The content of `<main>`. */
  main: string;
  /** Whether search finds it. Default: true. */
  listed?: boolean;
  /** A class of the element around `<main>`. */
  layout?: string;
  /** Where the list of pages has it. A page without a group is one of those that `chapterOf` knows. */
  group?: Group;
  /** Its name in that list, as HTML. Default: its title. */
  label?: string;
  /** Below its entry in the list: its own parts, or the pages of its chapter. */
  parts?: LinkGroup[];
  /** The file or folder of the project that it is written in; a folder ends with "/". */
  source?: string;
  /** Stylesheets of docs/theme/, besides those of every page. */
  styles?: string[];
  script?: Script;
}

const everyPage = ["palette", "frame", "text", "code", "search"];
const headScript = await bundle("docs/page/head.ts");
const siteScript = await bundle("docs/page/site.ts");
/** The scripts of every page. */
export const frameScripts = [headScript, siteScript];

/**
 * The page in its frame. Styles and scripts are in the file, so that a page takes one request.
 *
 * @param pages - every page, in the order in which they follow each other
 * @param baseUrl - where the site will be published, with a "/" at its end; undefined if that is not known
 * @param released - whether the package can be installed from the registry
 */
export function framed(page: Page, pages: Page[], baseUrl: string | undefined, released: boolean): string {
  const { file, title, summary, main, layout = "", styles = [], script } = page;
  const root = rootOf(file, baseUrl);
  const style = [...everyPage, ...styles]
    .map((name) => readFileSync(`docs/theme/${name}.css`, "utf8"))
    .join("\n")
    .replaceAll("{{root}}", root);
  const scripts = [siteScript, ...(script === undefined ? [] : [script])].map(({ text }) => text);
  // Of what the build itself writes, and not of what is found in the page: a text of the description must not get a hash.
  const inline = { scripts: [headScript.text, ...scripts], styles: [style] };
  const parts: Record<string, string> = {
    root,
    policy: contentSecurityPolicy(inline),
    title: escapeHtml(title === project.name ? title : `${title} · ${project.name}`),
    heading: escapeHtml(title),
    summary: escapeHtml(summary),
    version: project.version,
    name: project.name,
    npm: released ? `<a href="${project.npm}">npm</a>` : "",
    source: project.source === undefined ? "" : `<a href="${project.source}">Source</a>`,
    links: baseUrl === undefined ? "" : linksTo(baseUrl + file.replace(/(^|\/)index\.html$/, "$1")),
    style: `<style>${style}</style>`,
    headScript: `<script>${headScript.text}</script>`,
    layout,
    preview: `${baseUrl ?? root}assets/preview.png`,
    guide: pages.find(({ group }) => group === "Guide")?.file ?? "",
    sidebar: sidebar(page, pages, root),
    end: pageEnd(page, pages, root),
    markdown: pages.includes(page)
      ? `<link rel="alternate" type="text/markdown" href="${root}${markdownFile(page)}" />`
      : "",
    main,
    scripts: scripts.map((text) => `<script>${text}</script>`).join("\n"),
  };
  const html = readFileSync("docs/theme/page.html", "utf8").replace(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => parts[name] ?? "",
  );
  const chapter = page.group === "Guide" ? (parts["guide"] ?? "") : chapterOf(file);
  return html.replace(`<a class="chapter" href="${root}${chapter}">`, (link) =>
    link.replace(">", ' aria-current="page">'),
  );
}

/** The relative path from a page to the site's root; absolute for 404.html, which a server may send for any path. */
export function rootOf(file: string, baseUrl: string | undefined): string {
  if (file === "404.html") return baseUrl === undefined ? "/" : new URL(baseUrl).pathname;
  return "../".repeat(file.split("/").length - 1);
}

function linksTo(url: string): string {
  return `<link rel="canonical" href="${url}" /><meta property="og:url" content="${url}" />`;
}
