// site/explorer.html: the description, rendered by Redocly into one file that makes no request.
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";

import { isObject } from "../../src/errors.js";
import { redocly } from "../shared/redocly.js";
import { redocMarkdown } from "./redoc-markdown.js";
import type { Document } from "./document.js";
import type { Page } from "./page.js";
import { referenceLink } from "./reference.js";
import { sampleLabel, type Samples } from "./samples.js";

/** @param text - the bundled description */
export async function explorerPage(text: string, document: Document, samples: Samples): Promise<Page> {
  const { head, main } = await renderedByRedocly(forRedoc(text, document, samples), options(samples));
  return {
    file: "explorer.html",
    title: "Full explorer",
    summary: "The whole OpenAPI description in Redocly's explorer, with every schema unfolded.",
    layout: "explorer",
    styles: ["explorer"],
    head,
    main,
    allowedScripts: scriptsOfRedocly(main),
    // It writes styles at run time, and searches in a worker.
    policy: { "style-src": "'unsafe-inline'", "worker-src": "blob:", "font-src": "'self' data:" },
  };
}

async function renderedByRedocly(description: object, settings: object): Promise<{ head: string; main: string }> {
  const folder = await mkdtemp(join(tmpdir(), "explorer-"));
  const file = (name: string) => join(folder, name);
  const border = `<!-- ${randomUUID()} -->`;
  try {
    await writeFile(file("openapi.json"), JSON.stringify(description));
    await writeFile(file("options.json"), JSON.stringify(settings));
    await writeFile(file("template.hbs"), `{{{redocHead}}}${border}{{{redocHTML}}}`);
    const { exitCode, stderr } = await redocly(
      ...["build-docs", file("openapi.json"), "--inlineBundle"],
      ...["--template", file("template.hbs"), "--openapi", file("options.json"), "--output", file("explorer.html")],
    );
    if (exitCode !== 0) throw new Error(`redocly could not make the explorer: ${stderr}`);
    const [head = "", main = ""] = (await readFile(file("explorer.html"), "utf8")).split(border);
    return { head, main: patchRedoc(main).trim() };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The inline scripts that Redocly itself writes: one before the first text of the description, and one after the last, in
 * which Redocly writes "<" of a text as an escape.
 */
function scriptsOfRedocly(main: string): string[] {
  const theme = /^<div id="redoc"><div hidden=""><script>([^<]*)<\/script><\/div>/.exec(main)?.[1];
  const start = '<script type="module">';
  const end = "</script>";
  const last = main.slice(main.lastIndexOf(`</div>\n      ${start}`)).trimStart();
  if (theme === undefined || !main.endsWith(end))
    throw new Error("redocly's page has other scripts; review scriptsOfRedocly");
  return [theme, last.slice(last.indexOf(start) + start.length, -end.length)];
}

/** The parts of the bundled description that are changed for Redoc. */
interface Bundle {
  info: { summary: string; contact?: unknown };
  tags?: unknown;
  paths: Record<string, Record<string, { description: string; tags?: unknown; "x-codeSamples"?: unknown }>>;
}

function forRedoc(text: string, { operations }: Document, samples: Samples): Bundle {
  const bundle = withRedocMarkdown(parseYaml(text)) as Bundle; // Safe: the bundle has passed the linter.
  bundle.info.summary = redocMarkdown(bundle.info.summary);
  // The contact's address does not exist.
  delete bundle.info.contact;
  // Under a tag, an operation is folded until a reader opens it; a tag without operations is an empty chapter.
  delete bundle.tags;
  for (const { operationId, path, method } of operations) {
    const shown = bundle.paths[path]?.[method.toLowerCase()];
    if (shown === undefined) throw new Error(`the bundled description has no ${method} ${path}`);
    delete shown.tags;
    shown.description += `\n\nIn short: [API reference](${referenceLink(operationId)}). Without a server: [try it](try.html).\n`;
    shown["x-codeSamples"] = samples[operationId]?.flatMap((sample) => {
      return "missing" in sample ? [] : [{ lang: sample.lang, label: sampleLabel(sample), source: sample.source }];
    });
  }
  return bundle;
}

/** Members whose value is a value of the API, and not a part of the description. */
const values = ["const", "default", "enum", "example", "value"];
/** Members that have parts of the description by names of the API. */
const maps = ["properties", "responses", "headers", "examples"];

/**
 * The same part of the description, with its descriptions for Redoc. Of the other texts, it reads only the summary of `info`
 * as Markdown.
 */
function withRedocMarkdown(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withRedocMarkdown);
  if (!isObject(part)) return part;
  return mapped(part, (member, name) => {
    if (values.includes(name)) return member;
    if (maps.includes(name)) return isObject(member) ? mapped(member, withRedocMarkdown) : member;
    return name === "description" && typeof member === "string" ? redocMarkdown(member) : withRedocMarkdown(member);
  });
}

function mapped(object: object, change: (value: unknown, name: string) => unknown): object {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}

function options(samples: Samples): object {
  const all = Object.values(samples).flat();
  const languages = new Map(all.map((sample) => [sample.lang, { lang: sample.lang, label: sampleLabel(sample) }]));
  return {
    // Redoc shows only eight languages unless all are listed.
    codeSamples: { languages: [...languages.values()] },
    jsonSamplesExpandLevel: "all",
    schemasExpansionLevel: "all",
  };
}

/** Patches the text of Redoc's page. A patch that no longer applies is an error, so that a new version cannot drop it. */
function patchRedoc(html: string): string {
  const patches: [RegExp, string][] = [
    // Its badge loads its logo from a CDN. The badge stays; the logo becomes its name in letters.
    [/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, logo],
    // Its menu works by script; as it stands in the file, its links lead to the root of the server.
    [/(?<=href=")(?=\/[^"]*" data-discover="true")/g, "#"],
    // An aria-label that hides the visible name of the chosen example (WCAG 2.5.3).
    [/"aria-label":`Example`,/g, ""],
    // Its page actions offer to send the description to other companies' chats.
    [/(?<=if\(!)r\.specUrl(?=\)return\(0,\w+\.jsx\)\([\w$]+,\{"data-testid":`page-actions`)/g, "0"],
  ];
  return patches.reduce((text, [pattern, replacement]) => {
    if (text.search(pattern) === -1)
      throw new Error(`redocly's page no longer has ${String(pattern)}; review the patch`);
    return text.replaceAll(pattern, replacement);
  }, html);
}

const logo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='52' height='16'%3E%3Ctext y='12' font-family='sans-serif' font-size='12' fill='%23666'%3ERedocly%3C/text%3E%3C/svg%3E";
