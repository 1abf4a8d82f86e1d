// site/sdk/: TypeDoc over the package's entries, with every warning an error.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Application, Comment, Converter, ReflectionKind, Renderer, type ProjectReflection } from "typedoc";

import { operationTable } from "../../generated/operations.js";
import { isLink } from "./links.js";
import type { Page } from "./page.js";
import { assertDocumented, prepare } from "./sdk-model.js";
import type { Samples } from "./samples.js";
import { SiteTheme } from "./sdk-theme.js";

interface Sdk {
  pages: Page[];
  /** Where each operation's method is, from the site's root, by operationId. */
  methods: Map<string, string>;
}

/** The members of markdown-it's parser that are used here. */
interface MarkdownParser {
  validateLink: (href: string) => boolean;
  disable(rule: string): void;
  linkify: { set(options: { fuzzyLink: boolean }): void };
}

export async function sdkReference(samples: Samples): Promise<Sdk> {
  const app = await Application.bootstrap({
    name: "SDK reference",
    tsconfig: "tsconfig.build.json",
    readme: "none",
    disableSources: true,
    githubPages: false,
    excludeInternal: true,
    excludeExternals: true,
    useFirstParagraphOfCommentAsSummary: true,
    includeHierarchySummary: false,
    typePrintWidth: 70,
    groupOrder: ["Functions", "Classes", "Interfaces", "*"],
    logLevel: "Warn",
    treatWarningsAsErrors: true,
    // A relative path in a text of the description is one of the site, and not of the sources.
    validation: { notExported: true, invalidLink: true, notDocumented: false, invalidPath: false },
    // HTML in a comment is text, and an image is a link to it.
    markdownItOptions: { html: false, linkify: true },
    markdownItLoader: (parser: MarkdownParser) => {
      parser.validateLink = isLink;
      parser.disable("image");
      parser.linkify.set({ fuzzyLink: false }); // "SECURITY.md" is a file, and no host.
    },
    intentionallyNotExported: ["paths"],
    theme: "site",
  });
  const entries = await packageEntries();
  app.options.setValue("entryPoints", [...entries.keys()]);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    nameModules(context.project, entries);
    prepare(context.project, samples);
  });
  const sdk: Sdk = { pages: [], methods: new Map() };
  app.renderer.defineTheme("site", SiteTheme);
  app.renderer.on(Renderer.EVENT_END, ({ project }) => {
    const { theme, router } = app.renderer;
    if (theme instanceof SiteTheme) sdk.pages = theme.pages;
    for (const method of project.getReflectionsByKind(ReflectionKind.Method)) {
      if (!(method.name in operationTable) || method.parent?.name !== "EnkashClient") continue;
      sdk.methods.set(method.name, `sdk/${router?.getFullUrl(method) ?? ""}`);
    }
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc could not read the sources; see above");
  app.validate(project);
  assertDocumented(project);
  // TypeDoc writes what it renders; the pages are taken from the theme instead.
  const unused = await mkdtemp(join(tmpdir(), "sdk-"));
  await app.generateDocs(project, unused);
  await rm(unused, { recursive: true });
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc warned; see above");
  return sdk;
}

/** The package's entries: source file and the name that it is imported by. */
async function packageEntries(): Promise<Map<string, string>> {
  // Safe: the file is ours.
  const { name, exports } = JSON.parse(await readFile("package.json", "utf8")) as {
    name: string;
    exports: Record<string, unknown>;
  };
  return new Map(
    Object.entries(exports).flatMap(([entry, targets]) => {
      const source = /src\/[\w/-]+(?=\.d\.ts)/.exec(JSON.stringify(targets))?.[0];
      return source === undefined ? [] : [[`${source}.ts`, name + entry.slice(1)] as const];
    }),
  );
}

function nameModules(project: ProjectReflection, entries: Map<string, string>): void {
  for (const [source, name] of entries) {
    const module = project.getChildByName(source.replace(/^src\/|(\/index)?\.ts$/g, ""));
    if (module === undefined) throw new Error(`TypeDoc made no module of ${source}`);
    module.name = name;
  }
  project.comment = new Comment([{ kind: "text", text: "Every option, method and error of the package." }]);
}
