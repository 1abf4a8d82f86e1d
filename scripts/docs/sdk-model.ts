// What TypeDoc read from the sources, changed for readers before it is rendered.
import { Comment, CommentTag, ReflectionKind, type ProjectReflection } from "typedoc";

import { operationTable } from "../../generated/operations.js";
import { referenceLink } from "./reference.js";

/** Stands for the site's own folder in a link, until the page that holds it is known. */
export const siteRoot = "https://site.invalid/";

export function prepare(project: ProjectReflection): void {
  linkToReference(project);
  removeConstructors(project);
}

function linkToReference(project: ProjectReflection): void {
  for (const reflection of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
    if (!(reflection.name in operationTable)) continue;
    const url = siteRoot + referenceLink(reflection.name);
    reflection.comment ??= new Comment();
    reflection.comment.blockTags.push(new CommentTag("@see", [{ kind: "text", text: `[API reference](${url})` }]));
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
