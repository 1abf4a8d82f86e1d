// What TypeDoc read from the sources, changed for readers before it is rendered.
import {
  CommentTag,
  makeRecursiveVisitor,
  ReflectionKind,
  type CommentDisplayPart,
  type ProjectReflection,
  type Reflection,
} from "typedoc";

import { operationTable } from "../../generated/operations.js";
import { referenceLink } from "./reference.js";
import type { Samples } from "./samples.js";

/** Stands for the site's own folder in a link, until the page that holds it is known. */
export const siteRoot = "https://site.invalid/";

export function prepare(project: ProjectReflection, samples: Samples): void {
  completeMethods(project, samples);
  linkErrors(project);
  removeConstructors(project);
  removeReexports(project);
  removeDefaultArguments(project);
}

/** A method of an operation gets the request sample as example, and a link to the API reference. */
function completeMethods(project: ProjectReflection, samples: Samples): void {
  for (const { name, comment } of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
    if (!(name in operationTable) || comment === undefined) continue;
    const { blockTags } = comment;
    const sample = samples[name]?.find(({ lang }) => lang === "TypeScript");
    if (sample === undefined || "missing" in sample) throw new Error(`${name} has no sample in TypeScript`);
    blockTags.push(new CommentTag("@example", [{ kind: "code", text: `\`\`\`ts\n${sample.source}\n\`\`\`` }]));
    const url = siteRoot + referenceLink(name);
    blockTags.push(new CommentTag("@see", [{ kind: "text", text: `[API reference](${url})` }]));
  }
}

/** What a function throws becomes one list, and the errors that it throws or rejects with become links. */
function linkErrors(project: ProjectReflection): void {
  const errors = new Map(project.getReflectionsByKind(ReflectionKind.Class).map((error) => [error.name, error]));
  for (const { comment } of Object.values(project.reflections)) {
    if (comment === undefined) continue;
    for (const tag of comment.getTags("@returns")) tag.content = withLinks(tag.content, errors);
    const thrown = comment.getTags("@throws").map(({ content }) => withLinks(content, errors));
    if (thrown.length === 0) continue;
    comment.removeTags("@throws");
    const list = thrown.flatMap((content): CommentDisplayPart[] => [{ kind: "text", text: "\n- " }, ...content]);
    comment.blockTags.unshift(new CommentTag("@throws", list));
  }
}

function withLinks(content: CommentDisplayPart[], errors: Map<string, Reflection>): CommentDisplayPart[] {
  return content.flatMap((part): CommentDisplayPart[] => {
    if (part.kind !== "text") return [part];
    return part.text.split(/\b(Enkash\w*Error)\b/).map((text) => {
      const target = errors.get(text);
      return target === undefined ? { kind: "text", text } : { kind: "inline-tag", tag: "@link", text, target };
    });
  });
}

/** A name that several entries export is documented once. */
function removeReexports(project: ProjectReflection): void {
  for (const reference of project.getReflectionsByKind(ReflectionKind.Reference)) project.removeReflection(reference);
}

/** `Iterable<string>`, and not `Iterable<string, any, any>`: the rest is TypeScript's default. */
function removeDefaultArguments(project: ProjectReflection): void {
  const visitor = makeRecursiveVisitor({
    reference({ name, typeArguments = [] }) {
      if (name === "Iterable") typeArguments.splice(1);
    },
  });
  for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
    if (property.isDeclaration()) property.type?.visit(visitor);
  }
}

/** The package's classes are its errors. Only the package constructs them. */
function removeConstructors(project: ProjectReflection): void {
  for (const constructor of project.getReflectionsByKind(ReflectionKind.Constructor)) {
    project.removeReflection(constructor);
  }
}

/** Members with the names and the meaning of the platform's own, which are documented there. */
const platformMember = /\.Fetch(Init|Response|Headers)\./;

/** TypeDoc's own check covers every member, which is stricter than needed. This one covers exports, methods and properties. */
export function assertDocumented(project: ProjectReflection): void {
  const bare = Object.values(project.reflections).filter(
    (reflection) =>
      !reflection.hasComment() &&
      !reflection.flags.isExternal &&
      !platformMember.test(reflection.getFullName()) &&
      reflection.name !== "__type" &&
      (reflection.kindOf([ReflectionKind.Class, ReflectionKind.Interface, ReflectionKind.TypeAlias]) ||
        reflection.kindOf([ReflectionKind.Variable, ReflectionKind.CallSignature]) ||
        (reflection.kindOf(ReflectionKind.Property) &&
          reflection.parent?.kindOf([ReflectionKind.Class, ReflectionKind.Interface]))),
  );
  if (bare.length === 0) return;
  throw new Error(`without a TSDoc comment: ${bare.map((reflection) => reflection.getFullName()).join(", ")}`);
}
