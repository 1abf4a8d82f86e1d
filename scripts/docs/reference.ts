// site/reference.html, and from the second operation on site/reference/: the description as pages that can be read without
// JavaScript.
import { escapeHtml } from "../../docs/page/escape-html.js";
import type { DescribedOperation } from "../generate/description.js";
import type { Document } from "./document.js";
import { evidence } from "./evidence.js";
import { heading, idPart, type Link, type LinkGroup } from "./html.js";
import { text } from "./markdown.js";
import { operationSection } from "./operation.js";
import type { Page } from "./page.js";
import type { Samples } from "./samples.js";
import { schemaSection } from "./schema.js";

/**
 * One page for one operation. From the second operation on, one page for each operation and each schema, and a list of them:
 * on one page, a hundred operations would be megabytes.
 *
 * @param sdkPages - where the SDK reference has each operation's method, by operationId
 */
export function referencePages(document: Document, samples: Samples, sdkPages: Map<string, string>): Page[] {
  const { info, operations } = document;
  const sections = operations.map((operation) => ({
    operation,
    section: operationSection(operation, samples[operation.operationId] ?? [], sdkPages),
  }));
  const schemas = Object.entries(document.schemas);
  if (operations.length === 1) {
    return [
      referencePage(document, operations, {
        operations: sections.map(({ section }) => section),
        schemas: schemas.map(([name, schema]) => schemaSection(name, schema)),
      }),
    ];
  }
  const many = `${operations.length} operations and ${schemas.length} schemas`;
  const list = referencePage(document, [], {
    operations: [
      `<section class="part">${heading(2, "operations", "Operations")}`,
      ...operations.map(listed),
      "</section>",
    ],
    schemas: [`<ul>${schemas.map(([name]) => listedSchema(name)).join("")}</ul>`],
  });
  const frame = { layout: list.layout ?? "", styles: list.styles ?? [], source };
  return [
    { ...list, summary: `${info.title}: ${many}, each on its own page.` },
    ...sections.map(({ operation, section }) => ({
      ...frame,
      file: `reference/${operation.operationId}.html`,
      title: operation.summary,
      summary: `${operation.method} ${operation.path}: parameters, statuses, examples, request samples.`,
      parts: referenceParts(document, [operation]),
      main: `${kicker}<h1><code>${operation.operationId}</code></h1>\n${section}`,
    })),
    ...schemas.map(([name, schema]) => ({
      ...frame,
      file: `reference/schema-${name}.html`,
      title: name,
      summary: `The schema ${name} of the ${info.title}.`,
      parts: referenceParts(document, []),
      main: `${kicker}\n${schemaSection(name, schema, 1)}`,
    })),
  ];
}

/** Where the description is written. */
const source = "openapi/";

const kicker = '<p class="kicker">API reference</p>';

function listed({ operationId, method, path, summary }: DescribedOperation): string {
  return `<div id="${operationId}"><p><a href="#${operationId}">${escapeHtml(summary)}</a></p>
<p class="endpoint"><span class="method ${method.toLowerCase()}">${method}</span> <code>${escapeHtml(path)}</code></p></div>`;
}

function listedSchema(name: string): string {
  return `<li id="schema-${name}"><a href="#schema-${name}"><code>${name}</code></a></li>`;
}

/** @param shown - the operations whose parts have links */
function referenceParts(document: Document, shown: DescribedOperation[]): LinkGroup[] {
  const schemas = Object.keys(document.schemas);
  return [
    ...document.operations.map((operation) => ({
      links: [
        link(
          operation.operationId,
          `${escapeHtml(operation.summary)} <span class="method ${operation.method.toLowerCase()}">${operation.method}</span>`,
        ),
        ...(shown.includes(operation) ? partLinks(operation) : []),
      ],
    })),
    { title: "Schemas", links: schemas.map((name) => link(`schema-${name}`, name)) },
    {
      title: "About",
      links: [
        link("servers", "Servers"),
        link("authentication", "Authentication"),
        link("about", "This description"),
        { href: "openapi.yaml", html: "openapi.yaml" },
      ],
    },
  ];
}

function partLinks({ operationId, body }: DescribedOperation): Link[] {
  return [
    link(`${operationId}-parameters`, "Parameters", 2),
    ...(body === undefined ? [] : [link(`${operationId}-body`, "Request body", 2)]),
    link(`${operationId}-responses`, "Responses", 2),
  ];
}

/**
 * @param linked - the operations whose parts are on the page
 * @param shown - the HTML of all operations and of all schemas
 */
function referencePage(
  document: Document,
  linked: DescribedOperation[],
  shown: { operations: string[]; schemas: string[] },
): Page {
  const { info, servers, operations } = document;
  const schemes = Object.entries(document.securitySchemes);
  return {
    file: "reference.html",
    title: "API reference",
    group: "Reference",
    summary: `${info.title}: ${operations.map(({ summary }) => summary).join(", ")}. Parameters, statuses, examples, request samples.`,
    layout: "reference",
    styles: ["reference"],
    source,
    parts: referenceParts(document, linked),
    main: `${kicker}<h1>${escapeHtml(info.title)}</h1>
${shown.operations.join("\n")}
<section class="part">${heading(2, "schemas", "Schemas")}
${shown.schemas.join("\n")}</section>
<section class="part">${heading(2, "servers", "Servers")}
${facts(servers.map(({ url, description }) => [url, description]))}
${heading(2, "authentication", "Authentication")}
${facts(schemes.map(([name, scheme]) => [name, scheme.description]))}
${heading(2, "about", "About this description")}
<p class="type">Version ${escapeHtml(info.version)} · licence ${escapeHtml(info.license.name)} · <a href="openapi.yaml">openapi.yaml</a></p>
${evidence(text(info.description, "about"))}</section>`,
  };
}

/** Where the reference has an operation, or lists it. See `withReferenceLinks`. */
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
