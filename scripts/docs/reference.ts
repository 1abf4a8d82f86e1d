// site/reference.html: the description as a page that can be read without JavaScript.
import { escapeHtml } from "../../docs/page/escape-html.js";
import type { Document } from "./document.js";
import { evidence } from "./evidence.js";
import { heading, idPart, sidebar, type Link } from "./html.js";
import { text } from "./markdown.js";
import { operationSection } from "./operation.js";
import type { Page } from "./page.js";
import type { Samples } from "./samples.js";
import { schemaSection } from "./schema.js";

/** @param sdkPages - where the SDK reference has each operation's method, by operationId */
export function referencePage(document: Document, samples: Samples, sdkPages: Map<string, string>): Page {
  const { info, servers, operations } = document;
  const schemas = Object.entries(document.schemas);
  const schemes = Object.entries(document.securitySchemes);
  return {
    file: "reference.html",
    title: "API reference",
    summary: `${info.title}: ${operations.map(({ summary }) => summary).join(", ")}. Parameters, statuses, examples, request samples.`,
    layout: "reference",
    styles: ["reference"],
    sidebar: sidebar("API reference", [
      ...operations.map(({ method, operationId, summary, body }) => ({
        links: [
          link(operationId, `${escapeHtml(summary)} <span class="method ${method.toLowerCase()}">${method}</span>`),
          link(`${operationId}-parameters`, "Parameters", 2),
          ...(body === undefined ? [] : [link(`${operationId}-body`, "Request body", 2)]),
          link(`${operationId}-responses`, "Responses", 2),
        ],
      })),
      { title: "Schemas", links: schemas.map(([name]) => link(`schema-${name}`, name)) },
      {
        title: "About",
        links: [
          link("servers", "Servers"),
          link("authentication", "Authentication"),
          link("about", "This description"),
          { href: "explorer.html", html: "Full explorer" },
          { href: "openapi.yaml", html: "openapi.yaml" },
        ],
      },
    ]),
    main: `<p class="kicker">API reference</p><h1>${escapeHtml(info.title)}</h1>
<p class="lead">${escapeHtml(info.summary)}</p>
${operations.map((operation) => operationSection(operation, samples[operation.operationId] ?? [], sdkPages)).join("\n")}
<section class="part">${heading(2, "schemas", "Schemas")}
${schemas.map(([name, schema]) => schemaSection(name, schema)).join("\n")}</section>
<section class="part">${heading(2, "servers", "Servers")}
${facts(servers.map(({ url, description }) => [url, description]))}
${heading(2, "authentication", "Authentication")}
${facts(schemes.map(([name, scheme]) => [name, scheme.description]))}
${heading(2, "about", "About this description")}
${evidence(text(info.description, "about"))}</section>`,
  };
}

/** Where the reference has an operation. */
export function referenceLink(operationId: string): string {
  return `reference.html#${operationId}`;
}

function facts(named: [name: string, description: string][]): string {
  const items = named.map(
    ([name, words]) => `<dt><code>${escapeHtml(name)}</code></dt><dd>${evidence(text(words, idPart(name)))}</dd>`,
  );
  return `<dl class="facts">${items.join("")}</dl>`;
}

function link(id: string, html: string, level = 1): Link {
  return { href: `#${id}`, html, level };
}
