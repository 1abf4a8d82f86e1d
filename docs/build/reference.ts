// site/reference.html: the description, rendered by redocly into one file that asks nobody for anything.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

import { readDescription } from "../../scripts/generate/description.js";
import { framed, hashes, withContentSecurityPolicy } from "./page.js";
import { redocly } from "../../scripts/shared/redocly.js";

/** What `npm run generate` writes into generated/samples.yaml, by operationId. */
type Samples = Record<string, { lang: string; label: string; source: string; proven: boolean }[]>;

/** @param sdkPages - where the SDK reference has each operation's method, by operationId */
export async function referencePage(sdkPages: Map<string, string>): Promise<string> {
  const samples = await readSamples();
  const folder = await mkdtemp(join(tmpdir(), "reference-"));
  const file = (name: string) => join(folder, name);
  try {
    await writeFile(file("openapi.json"), JSON.stringify(await description(samples, sdkPages)));
    await writeFile(file("options.json"), JSON.stringify(options(samples)));
    await writeFile(file("template.hbs"), template());
    const { exitCode, stderr } = await redocly(
      ...["build-docs", file("openapi.json"), "--inlineBundle"],
      ...["--template", file("template.hbs"), "--openapi", file("options.json"), "--output", file("reference.html")],
    );
    if (exitCode !== 0) throw new Error(`redocly could not make the reference: ${stderr}`);
    const html = patchRedoc(await readFile(file("reference.html"), "utf8"));
    return withContentSecurityPolicy(html, {
      "script-src": hashes(html, "script"),
      // Redoc writes styles at run time, and searches in a worker that it makes from its own text.
      "style-src": "'unsafe-inline'",
      "worker-src": "blob:",
      "font-src": "data:",
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Where the reference has an operation: Redoc calls what has no tag "other". */
export function referenceLink(operationId: string): string {
  return `reference.html#/other/${operationId.toLowerCase()}`;
}

async function readSamples(): Promise<Samples> {
  return parse(await readFile("generated/samples.yaml", "utf8")) as Samples; // Sound: our own generated file.
}

/** The parts of the bundled description that are changed for Redoc. */
interface Bundle {
  tags?: unknown;
  paths: Record<string, Record<string, { description: string; tags?: unknown; "x-codeSamples"?: unknown }>>;
}

async function description(samples: Samples, sdkPages: Map<string, string>): Promise<Bundle> {
  const text = await readFile("generated/openapi.yaml", "utf8");
  const { operations } = await readDescription(text);
  const bundle = parse(text) as Bundle; // Sound: the bundle has passed the linter.
  // Under a tag, an operation is folded until it is asked for; and a tag without operations is an empty chapter.
  delete bundle.tags;
  for (const { operationId, path, method } of operations) {
    const shown = bundle.paths[path]?.[method.toLowerCase()];
    const sdkPage = sdkPages.get(operationId);
    if (shown === undefined || sdkPage === undefined) throw new Error(`the SDK reference has no method ${operationId}`);
    delete shown.tags;
    shown.description += `\n\nIn TypeScript: [\`${operationId}\`](${sdkPage}). Without a server: [try it](try.html).\n`;
    const ofOperation = samples[operationId];
    if (ofOperation === undefined) continue;
    shown["x-codeSamples"] = ofOperation.map(({ lang, source, ...sample }) => ({ lang, label: label(sample), source }));
  }
  return bundle;
}

function label({ label, proven }: { label: string; proven: boolean }): string {
  return proven ? label : `${label} (unproven)`;
}

function options(samples: Samples): object {
  const all = Object.values(samples).flat();
  const languages = new Map(all.map(({ lang, ...sample }) => [lang, { lang, label: label(sample) }]));
  return {
    downloadUrls: [{ title: "openapi.yaml", url: "openapi.yaml" }],
    // Only eight languages show unless all are listed.
    codeSamples: { languages: [...languages.values()] },
    jsonSamplesExpandLevel: "all",
    schemasExpansionLevel: "all",
  };
}

function template(): string {
  return framed({
    file: "reference.html",
    title: "API reference · EnKash Customer API",
    summary: "Every parameter, status and example of the operation, with the evidence for each.",
    styles: ["reference.css"],
    head: "{{{redocHead}}}",
    main: '<main id="main">{{{redocHTML}}}</main>',
  });
}

/** Patches the text of Redoc's page. A patch that no longer applies is an error, so that a new version cannot drop it. */
function patchRedoc(html: string): string {
  const patches: [RegExp, string][] = [
    // Its badge loads its logo from a CDN. The badge stays; the logo becomes its name in letters.
    [/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, logo],
    // Its menu works by script; as it stands in the file, its links lead to the root of the server.
    [/(?<=href=")(?=\/[^"]*" data-discover="true")/g, "#"],
    // A name that hides the visible one, which is the chosen example's (WCAG 2.5.3).
    [/"aria-label":`Example`,/g, ""],
  ];
  return patches.reduce((text, [pattern, replacement]) => {
    if (text.search(pattern) === -1)
      throw new Error(`redocly's page no longer has ${String(pattern)}; review the patch`);
    return text.replaceAll(pattern, replacement);
  }, html);
}

const logo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='52' height='16'%3E%3Ctext y='12' font-family='sans-serif' font-size='12' fill='%23666'%3ERedocly%3C/text%3E%3C/svg%3E";
