// The pages written as Markdown, and the page for an address that does not exist.
import { readFile } from "node:fs/promises";

import { article } from "./markdown.js";
import type { Group } from "./navigation.js";
import type { Page } from "./page.js";
import { project } from "./project.js";

export async function landingPage(): Promise<Page> {
  const { html } = article(await readFile("docs/index.md", "utf8"));
  return {
    file: "index.html",
    title: project.name,
    summary: "A small, typed TypeScript client for EnKash's customer API. Unofficial.",
    layout: "landing",
    source: "docs/index.md",
    styles: ["landing"],
    main: html,
  };
}

export function guidePage(): Promise<Page> {
  return articlePage("guide", "The first call, what each error means, retries, testing, tokens.");
}

export function bulkDeletePage(): Promise<Page> {
  return articlePage("bulk-delete", "Delete customers by the thousand, on one machine or many.");
}

export function checkApiPage(): Promise<Page> {
  return articlePage(
    "check-api",
    "Find out whether the real API keeps the description, if you have credentials.",
    "Project",
  );
}

export function changelogPage(): Promise<Page> {
  return articlePage("CHANGELOG", "What changed in each version of the package.", "Project");
}

async function articlePage(name: string, summary: string, group: Group = "Guide"): Promise<Page> {
  const source = name === "CHANGELOG" ? "CHANGELOG.md" : `docs/${name}.md`;
  const { title, html, parts } = article(await readFile(source, "utf8"));
  return {
    file: `${name.toLowerCase()}.html`,
    title,
    summary,
    group,
    layout: "article",
    parts: [{ links: parts.filter(({ level }) => group === "Guide" || level === 1) }],
    source,
    main: html,
  };
}

export function notFoundPage(): Page {
  return {
    file: "404.html",
    title: "Page not found",
    summary: "There is no page at this address.",
    layout: "article",
    main: `<p class="kicker">404</p><h1>Page not found</h1>
<p class="lead">There is no page at this address. Search the site, or start from the guide, the API reference or the SDK reference above.</p>`,
  };
}
