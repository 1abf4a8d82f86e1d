// The pages written as Markdown, and the page for an address that does not exist.
import { readFile } from "node:fs/promises";

import { escapeHtml } from "../../docs/page/escape-html.js";
import { article } from "./markdown.js";
import type { Group } from "./navigation.js";
import type { Page } from "./page.js";
import { project } from "./project.js";

/** The topics in the order in which they are read. Each is `docs/<name>.md`, unless it has another source. */
const topics: readonly Topic[] = [
  { name: "quick-start", summary: "Install the package, delete a customer, and tell one failure from another." },
  {
    name: "entries",
    summary: "Methods, an openapi-fetch client, or a fetch for another client: the same rules for each.",
  },
  { name: "errors", summary: "Each outcome, each error class and each error type, with what to do." },
  { name: "retries", summary: "What is retried, rate limits, time limits, and how to cancel a call." },
  { name: "tokens", summary: "Access tokens that expire, logging in, and how a locked account is prevented." },
  { name: "options", summary: "Every option, with its default." },
  { name: "logging", summary: "Log each attempt, make spans for OpenTelemetry, and log an error." },
  { name: "proxies", summary: "HTTPS_PROXY, certificates of a company, and proxies that answer in place of the API." },
  { name: "runtimes", summary: "Node, Deno, Bun, Cloudflare Workers, browsers, and the oldest tools that work." },
  { name: "testing", summary: "Test your own code with a mock of the API, in the same process or in another." },
  { name: "other-tools", summary: "Which tools read the OpenAPI description, and what OpenAPI 3.0 alone needs." },
  { name: "bulk-delete", summary: "Delete customers by the thousand, on one machine or many." },
  { name: "troubleshooting", summary: "Find an error by the text of its message, and what to do." },
  {
    name: "check-api",
    summary: "Find out whether the real API keeps the description, if you have credentials.",
    group: "Project",
  },
  {
    name: "security",
    summary: "What the client defends against, and what it leaves to you.",
    source: "SECURITY.md",
    group: "Project",
  },
  {
    name: "changelog",
    summary: "What changed in each version of the package.",
    source: "CHANGELOG.md",
    group: "Project",
  },
];

interface Topic {
  name: string;
  summary: string;
  source?: string;
  /** Default: the guide. */
  group?: Group;
}

/** @param released - whether the package can be installed from the registry */
export async function landingPage(released: boolean): Promise<Page> {
  const { html } = article(forSite(await readFile("docs/index.md", "utf8"), released));
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

/** @param released - whether the package can be installed from the registry */
export function topicPages(released: boolean): Promise<Page[]> {
  return Promise.all(
    topics.map(async ({ name, summary, source = `docs/${name}.md`, group = "Guide" }) => {
      const { title, html, parts } = article(forSite(await readFile(source, "utf8"), released));
      return {
        file: `${name}.html`,
        title,
        summary,
        group,
        layout: "article",
        parts: [{ links: parts.filter(({ level }) => name !== "changelog" || level === 1) }],
        source,
        main: html,
      };
    }),
  );
}

/** A text that is written to be read on GitHub, with the links and the way to install that the site has. */
function forSite(markdown: string, released: boolean): string {
  return markdown
    .replace(/<!-- unreleased -->\n([^]*?)<!-- released\n([^]*?)-->\n/g, (_, now: string, later: string) =>
      released ? later : now,
    )
    .replace(/\]\(([^)\s]+\.md)(#[^)]*)?\)/g, (_, file: string, id = "") => `](${pageOf(file, String(id))})`);
}

function pageOf(file: string, id: string): string {
  if (file === "../openapi/README.md") return "reference.html#about";
  const topic = topics.find(({ name, source }) => file === (source === undefined ? `${name}.md` : `../${source}`));
  if (topic === undefined) throw new Error(`${file} is not a page of the site`);
  return `${topic.name}.html${id}`;
}

/**
 * @param pages - the pages that it links to
 * @param root - where they are from any address
 */
export function notFoundPage(pages: Page[], root: string): Page {
  const links = pages
    .filter(({ group }) => group !== undefined)
    .map(({ file, title, summary }) => {
      return `<li><a href="${root}${file}">${escapeHtml(title)}</a>: ${escapeHtml(summary)}</li>`;
    });
  return {
    file: "404.html",
    title: "Page not found",
    summary: "There is no page at this address.",
    layout: "article",
    main: `<p class="kicker">404</p><h1>Page not found</h1>
<p class="lead">There is no page at this address. Search the site, or go on from here:</p>
<ul>${links.join("\n")}</ul>`,
  };
}
