// The list of the site's pages, which is on each of them, and the links at the end of a page.
import { escapeHtml } from "../../docs/page/escape-html.js";
import type { Link } from "./html.js";
import type { Page } from "./page.js";
import { project } from "./project.js";

/** The groups of the list, in their order. */
const groups = ["Guide", "Reference", "Project"] as const;

export type Group = (typeof groups)[number];

/**
 * Beside the text; on a narrow screen it is folded above it. The page's own entry is followed by its parts, and the entry of
 * a reference by the list of its pages on each of these.
 *
 * @param pages - every page, in the order in which they follow each other
 * @param root - the relative path from the page to the site's root
 */
export function sidebar(page: Page, pages: Page[], root: string): string {
  const lists = groups.map((group) => {
    const entries = pages.filter((entry) => entry.group === group).map((entry) => listEntry(entry, page, root));
    return `<p>${group}</p><ul${group === "Guide" ? " data-topics" : ""}>${entries.join("")}</ul>`;
  });
  return `<details class="sidebar"><summary>All pages</summary><nav aria-label="Pages">${lists.join("\n")}</nav></details>`;
}

function listEntry(entry: Page, page: Page, root: string): string {
  const current = entry === page;
  const href = current ? "#main" : root + entry.file;
  const link = item({ href, html: entry.label ?? escapeHtml(entry.title), current });
  if (entry.file !== chapterOf(page.file)) return link;
  const parts = (page.parts ?? []).map(({ title, links }) => {
    const head =
      title === undefined ? "" : `<li class="part-title">${typeof title === "string" ? title : anchor(title)}</li>`;
    return head + links.map(part).join("");
  });
  return link + parts.join("");
}

/** A long name may break between its words. */
function part({ level = 1, html, ...link }: Link): string {
  return item({ ...link, html: html.replace(/_(?=[A-Z])/g, "_<wbr>"), level: level + 1 });
}

function item({ level = 1, ...link }: Link): string {
  return `<li class="level-${level}">${anchor(link)}</li>`;
}

function anchor({ href, html, current = false }: Link): string {
  return `<a href="${href}"${current ? ' aria-current="page"' : ""}>${html}</a>`;
}

/** The page in the list that this one belongs to: itself, or the first of its reference. */
export function chapterOf(file: string): string {
  return file.replace(/^sdk\/.*/, "sdk/index.html").replace(/^reference\/.*/, "reference.html");
}

/** The landing page is in none. */
function groupOf({ file, group }: Page, pages: Page[]): Group | undefined {
  return group ?? pages.find((one) => one.file === chapterOf(file))?.group;
}

/** Previous and next page, where its text can be changed, and the same page as Markdown. */
export function pageEnd(page: Page, pages: Page[], root: string): string {
  if (!pages.includes(page)) return "";
  const sequence = [undefined, ...groups].flatMap((group) => pages.filter((one) => groupOf(one, pages) === group));
  const at = sequence.indexOf(page);
  const link = (to: Page | undefined, rel: string, name: string) => {
    if (to === undefined) return "";
    return `<a rel="${rel}" href="${root}${to.file}"><small>${name}</small> ${to.label ?? escapeHtml(to.title)}</a>`;
  };
  const edit = editUrl(page);
  return `<nav class="turn" aria-label="Previous and next page">${link(sequence[at - 1], "prev", "Previous")}${link(sequence[at + 1], "next", "Next")}</nav>
<p class="page-links">${edit === undefined ? "" : `<a href="${edit}">${page.source?.endsWith("/") ? "Source of this page" : "Edit this page"}</a> `}<a href="${root}${markdownFile(page)}">This page as Markdown</a></p>`;
}

function editUrl({ source }: Page): string | undefined {
  if (source === undefined || project.source === undefined) return undefined;
  return `${project.source}/${source.endsWith("/") ? "tree" : "edit"}/main/${source}`;
}

/** llms.txt (https://llmstxt.org): the pages of the list, each as Markdown. */
export function llmsText(pages: Page[], baseUrl = ""): string {
  const lists = groups.map((group) => {
    const entries = pages.filter((page) => page.group === group);
    const lines = entries.map((page) => `- [${page.title}](${baseUrl}${markdownFile(page)}): ${page.summary}`);
    return `## ${group}\n\n${lines.join("\n")}\n`;
  });
  const [landing] = pages;
  return `# ${project.name}\n\n> ${landing?.summary ?? ""}\n\n${lists.join("\n")}`;
}

export function markdownFile({ file }: Page): string {
  return file.replace(/\.html$/, ".md");
}
