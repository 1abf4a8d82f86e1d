// TypeDoc's content in the frame of the site.
import {
  ContainerReflection,
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  ReflectionKind,
  type DeclarationReflection,
  type PageEvent,
  type ProjectReflection,
  type Reflection,
} from "typedoc";

import { escapeHtml } from "../../docs/page/escape-html.js";
import { codeBlock, heading, plainText, unescapeHtml, type Link } from "./html.js";
import type { Page } from "./page.js";
import { siteRoot } from "./sdk-model.js";

export class SiteTheme extends DefaultTheme {
  override ContextClass = SiteContext;
  readonly pages: Page[] = [];

  override render(page: PageEvent): string {
    if (!page.isReflectionEvent()) throw new Error(`${page.url} is not about a part of the package`);
    const { model, project } = page;
    const context = this.getRenderContext(page);
    const comment = plainText(JSX.renderElement(context.commentShortSummary(model) ?? null));
    const content = model.isProject() ? modulesOf(context, model) : contentOf(context, page);
    const file = `sdk/${page.url}`;
    const root = "../".repeat(file.split("/").length - 1);
    this.pages.push({
      file,
      title: model.isProject() ? model.name : `${model.name} (SDK)`,
      summary: comment === "" ? `${kindOf(model)} ${model.name} of the package.` : unescapeHtml(comment),
      listed: !model.isProject() && !model.kindOf(ReflectionKind.Module),
      layout: "sdk",
      styles: ["sdk"],
      label: wrapping(model.name),
      ...(model.isProject() && { group: "Reference" as const }),
      parts: modules(project).map((module) => ({
        title: { href: context.urlTo(module) ?? "", html: escapeHtml(module.name), current: module === model },
        links: exportsOf(module).flatMap((member) => linksTo(context, member, model)),
      })),
      source: "src/",
      main: ownMarkup(`${title(context, model)}${content}`).replaceAll(siteRoot, root),
    });
    return "";
  }
}

/** TypeDoc's templates without the parts that repeat each other. */
class SiteContext extends DefaultThemeRenderContext {
  override index = () => nothing;
  override reflectionPreview = () => nothing;
  override reflectionIcon = () => nothing;
  /** Where a member is inherited from: often from a type that is not exported. */
  override memberSources = () => nothing;
}
const nothing = JSX.createElement(JSX.Fragment, null);

function modules(project: ProjectReflection): DeclarationReflection[] {
  return (project.children ?? []).filter((child) => child.kindOf(ReflectionKind.Module));
}

function exportsOf(module: DeclarationReflection): DeclarationReflection[] {
  return (module.groups ?? []).flatMap(({ children }) =>
    children.flatMap((child) => (child.isDeclaration() ? [child] : [])),
  );
}

/** To an export, and to its members on its own page. */
function linksTo(context: DefaultThemeRenderContext, member: DeclarationReflection, page: Reflection): Link[] {
  const link = { href: context.urlTo(member) ?? "", html: wrapping(member.name), current: member === page };
  const members = link.current ? (member.children ?? []) : [];
  return [
    link,
    ...members.map((child) => ({ href: context.urlTo(child) ?? "", html: wrapping(child.name), level: 2 })),
  ];
}

function kindOf(model: Reflection): string {
  return ReflectionKind.singularString(model.kind);
}

function title(context: DefaultThemeRenderContext, model: Reflection): string {
  if (model.isProject()) return `<h1>${escapeHtml(model.name)}</h1>`;
  const module = model.parent?.kindOf(ReflectionKind.Module) === true ? model.parent : undefined;
  if (module === undefined) return `<p class="kicker">Module</p><h1>${wrapping(model.name)}</h1>`;
  const type = model.kindOf(ReflectionKind.Interface | ReflectionKind.TypeAlias) ? "type " : "";
  const kicker = `${kindOf(model)} of <a href="${context.urlTo(module) ?? ""}">${escapeHtml(module.name)}</a>`;
  const inOneLine = `import { ${type}${model.name} } from "${module.name}";`;
  const wrapped = `import {\n  ${type}${model.name},\n} from "${module.name}";`;
  const imported = codeBlock(inOneLine.length > 80 ? wrapped : inOneLine, "ts", "Import");
  return `<p class="kicker">${kicker}</p><h1>${wrapping(model.name)}</h1>${imported}`;
}

function contentOf(context: DefaultThemeRenderContext, page: PageEvent<Reflection>): string {
  const { model } = page;
  if (!(model instanceof ContainerReflection)) throw new Error(`${page.url} is not about a part of the package`);
  // For an interface, it would name interfaces that are not exported.
  if (model.isDeclaration() && !model.kindOf(ReflectionKind.Class)) delete model.typeHierarchy;
  return JSX.renderElement(context.reflectionTemplate(Object.assign(page, { model })));
}

function modulesOf(context: DefaultThemeRenderContext, project: ProjectReflection): string {
  const sections = modules(project).map((module) => {
    const id = module.name.replace(/\W+/g, "-");
    return (
      heading(2, id, `<code>${escapeHtml(module.name)}</code>`) +
      nested(JSX.renderElement(context.moduleReflection(module)))
    );
  });
  return `<div class="lead">${JSX.renderElement(context.commentSummary(project) ?? null)}</div>${sections.join("")}`;
}

/** Headings one level deeper. */
function nested(html: string): string {
  return html.replace(/<(\/?)h2\b/g, "<$1h3");
}

/** Lets a long name break between its words. */
function wrapping(name: string): string {
  return escapeHtml(name).replace(/(?<=[a-z])(?=[A-Z])/g, "<wbr>");
}

/** TypeDoc's markup as the rest of the site has it: no icons, no folding, links on headings, code with our colours. */
function ownMarkup(html: string): string {
  const own = html
    .replace(/<svg[^]*?<\/svg>/g, "")
    .replace(/<code class="tsd-tag">(?:Readonly|Optional)<\/code>\s*/g, "")
    .replace(/<details [^>]*tsd-accordion[^>]*><summary[^>]*>([^]*?)<\/summary>/g, "<div>$1")
    .replaceAll("</details>", "</div>")
    .replace(/<(h4) class="tsd-anchor-link" id="[^"]*">/g, "<$1>")
    .replace(/<a href="#[^"]*" aria-label="Permalink"[^>]*><\/a>/g, "")
    .replace(
      /<h([23]) class="tsd-anchor-link" id="([^"]*)">([^]*?)<\/h\1>/g,
      (_, level: string, id: string, name: string) => {
        return heading(Number(level), id, name);
      },
    )
    .replace(/<pre><code class="(\w+)">([^]*?)<\/code>[^]*?<\/pre>/g, (_, language: string, code: string) => {
      return codeBlock(unescapeHtml(code.replace(/<br\/?>/g, "\n").replace(/<[^>]*>/g, "")), language);
    });
  const left = /<svg|tsd-accordion|tsd-anchor-icon/.exec(own);
  if (left !== null) throw new Error(`TypeDoc's pages now have ${left[0]} in another place; review ownMarkup`);
  return own;
}
