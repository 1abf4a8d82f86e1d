// site/sdk/: TypeDoc over the package's entries, every warning an error. The only file that knows TypeDoc.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  DefaultTheme,
  OptionDefaults,
  ReflectionKind,
  Renderer,
  type DeclarationReflection,
  type NavigationElement,
  type ProjectReflection,
  type ReflectionType,
} from "typedoc";

import { operationTable } from "../../generated/operations.js";
import { referenceLink } from "./reference.js";
import { hashes, withContentSecurityPolicy } from "./page.js";

/** Stands for the site's own folder until a page's depth is known. */
const siteRoot = "https://site.invalid/";

/**
 * @param out - the folder to write
 * @returns where each operation's method is, seen from the folder above, by operationId
 */
export async function sdkPages(out: string): Promise<Map<string, string>> {
  const entries = await packageEntries();
  const app = await Application.bootstrap({
    name: "enkash-customer-client",
    entryPoints: [...entries.keys()],
    tsconfig: "tsconfig.build.json",
    readme: "none",
    disableSources: true,
    githubPages: false,
    excludeInternal: true,
    logLevel: "Warn",
    treatWarningsAsErrors: true,
    validation: { notExported: true, invalidLink: true, notDocumented: false },
    intentionallyNotExported: ["operationTable"],
    theme: "site",
    lightHighlightTheme: "github-light-high-contrast",
    darkHighlightTheme: "github-dark-high-contrast",
    customCss: "docs/theme/sdk.css",
    customFooterHtml: "Unofficial: EnKash did not write this and does not support it.",
    customFooterHtmlDisableWrapper: false,
    // How openapi-typescript writes a comment; see showSchemas.
    blockTags: [...OptionDefaults.blockTags, "@description"],
    titleLink: `${siteRoot}index.html`,
    navigationLinks: {
      Guide: `${siteRoot}guide.html`,
      API: `${siteRoot}reference.html`,
      SDK: `${siteRoot}sdk/index.html`,
      "Try it": `${siteRoot}try.html`,
    },
  });
  app.renderer.defineTheme("site", SiteTheme);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const summaries = Array.from(entries, ([source, name]) => {
      const module = project.getChildByName(source.replace(/^src\/|(\/index)?\.ts$/g, ""));
      if (module === undefined) throw new Error(`TypeDoc made no module of ${source}`);
      module.name = name;
      return `- \`${name}\`: ${Comment.combineDisplayParts(module.comment?.summary)}`;
    });
    project.comment = new Comment([{ kind: "text", text: summaries.join("\n") }]);
    showSchemas(project);
    linkToReference(project);
  });
  const methods = new Map<string, string>();
  app.renderer.on(Renderer.EVENT_END, ({ project }) => {
    for (const method of project.getReflectionsByKind(ReflectionKind.Method)) {
      if (!(method.name in operationTable) || method.parent?.name !== "EnkashClient") continue;
      methods.set(method.name, `sdk/${app.renderer.router?.getFullUrl(method) ?? ""}`);
    }
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc could not read the sources; see above");
  app.validate(project);
  assertDocumented(project);
  await app.generateDocs(project, out);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc warned; see above");
  await finishPages(out);

  return methods;
}

/** A module in the menu folds and unfolds, and is no link besides: a control within a control is neither (WCAG 4.1.2). */
class SiteTheme extends DefaultTheme {
  override buildNavigation(project: ProjectReflection) {
    return super.buildNavigation(project).map(withoutLinkToFold);
  }
}

function withoutLinkToFold(element: NavigationElement): NavigationElement {
  if (element.children === undefined) return element;
  const fold = { ...element, children: element.children.map(withoutLinkToFold) };
  delete fold.path;
  return fold;
}

/** The package's entries: source file and the name that it is imported by. */
async function packageEntries(): Promise<Map<string, string>> {
  // Sound: the file is ours.
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

/**
 * Of what openapi-typescript wrote, shows the schemas alone: each with its members and its description, instead of the
 * `components["schemas"]["X"]` that it is an alias of.
 */
function showSchemas(project: ProjectReflection): void {
  for (const reflection of Object.values(project.reflections)) {
    const description = reflection.comment?.getTag("@description");
    if (reflection.comment === undefined || description === undefined) continue;
    reflection.comment.summary.push(...description.content);
    reflection.comment.removeTags("@description");
  }
  const generated = Object.values(project.reflections).filter(
    (reflection): reflection is DeclarationReflection =>
      reflection.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]) &&
      (project.getSymbolIdFromReflection(reflection)?.fileName?.endsWith("generated/schema.ts") ?? false),
  );
  const components = generated.find(({ name }) => name === "components");
  const schemas = typeLiteral(components?.getChildByName("schemas"))?.children ?? [];
  for (const alias of generated) {
    const schema = schemas.find(({ name }) => name === alias.name);
    if (schema?.type === undefined || alias.kindOf(ReflectionKind.Interface)) continue;
    alias.type = schema.type;
    const literal = typeLiteral(schema);
    if (literal !== undefined) literal.parent = alias;
    if (schema.comment !== undefined) alias.comment = schema.comment;
    delete schema.type;
  }
  for (const reflection of generated) {
    if (!schemas.some(({ name }) => name === reflection.name)) project.removeReflection(reflection);
  }
}

function typeLiteral(reflection: unknown): DeclarationReflection | undefined {
  // Sound: what is asked for here is a property or an alias, and both have a type of TypeDoc's own kinds.
  const type = (reflection as DeclarationReflection | undefined)?.type;
  return type?.type === "reflection" ? (type satisfies ReflectionType).declaration : undefined;
}

function linkToReference(project: ProjectReflection): void {
  for (const reflection of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
    if (!(reflection.name in operationTable)) continue;
    const url = siteRoot + referenceLink(reflection.name);
    reflection.comment ??= new Comment();
    reflection.comment.blockTags.push(new CommentTag("@see", [{ kind: "text", text: `[API reference](${url})` }]));
  }
}

/** TypeDoc's own check would ask for words on every member of a table; this one asks where a reader needs them. */
function assertDocumented(project: ProjectReflection): void {
  const bare = Object.values(project.reflections).filter(
    (reflection) =>
      !reflection.hasComment() &&
      !reflection.flags.isExternal &&
      reflection.name !== "__type" &&
      (reflection.kindOf([ReflectionKind.Class, ReflectionKind.Interface, ReflectionKind.TypeAlias]) ||
        reflection.kindOf([ReflectionKind.Variable, ReflectionKind.CallSignature]) ||
        (reflection.kindOf(ReflectionKind.Property) &&
          reflection.parent?.kindOf([ReflectionKind.Class, ReflectionKind.Interface]))),
  );
  if (bare.length === 0) return;
  throw new Error(`without a TSDoc comment: ${bare.map((reflection) => reflection.getFullName()).join(", ")}`);
}

/** Leads the links to the rest of the site, and seals each page. */
async function finishPages(out: string): Promise<void> {
  const styles = ["palette.css", "sdk.css"].map((name) => readFile(join("docs/theme", name), "utf8"));
  await writeFile(join(out, "assets/custom.css"), (await Promise.all(styles)).join("\n"));
  const files = await readdir(out, { recursive: true });
  for (const name of files.filter((file) => file.endsWith(".html"))) {
    const file = join(out, name);
    const up = `${relative(join(file, ".."), join(out, ".."))}/`;
    const html = (await readFile(file, "utf8"))
      .replaceAll(siteRoot, up)
      // The same of the headings that fold what is under them.
      .replace(/<summary[^]*?<\/summary>/g, (summary) => summary.replace(/<a [^>]*tsd-anchor-icon[^]*?<\/a>/, ""))
      .replace("</title>", '</title><link rel="icon" href="data:,"/>');
    const policy = {
      "script-src": `'self' ${hashes(html, "script")}`,
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data:",
    };
    await writeFile(file, withContentSecurityPolicy(html, policy));
  }
}
