// What TypeDoc read from the sources, changed for readers before it is rendered.
import {
  Comment,
  CommentTag,
  ReferenceType,
  ReflectionKind,
  SignatureReflection,
  type DeclarationReflection,
  type ProjectReflection,
} from "typedoc";

import { operationTable } from "../../generated/operations.js";
import { referenceLink } from "./reference.js";

/** Stands for the site's own folder in a link, until the page that holds it is known. */
export const siteRoot = "https://site.invalid/";

export function prepare(project: ProjectReflection): void {
  moveDescriptions(project);
  nameSchemas(project);
  linkToReference(project);
  removeConstructors(project);
}

/** openapi-typescript writes a description as `@description`. */
function moveDescriptions(project: ProjectReflection): void {
  for (const { comment } of Object.values(project.reflections)) {
    const description = comment?.getTag("@description");
    if (comment === undefined || description === undefined) continue;
    comment.summary.push(...description.content);
    comment.removeTags("@description");
  }
}

/** The compiler writes the types of inherited methods out. Where that is a schema's, shows its name again. */
function nameSchemas(project: ProjectReflection): void {
  const schemas = new Map(
    project.getReflectionsByKind(ReflectionKind.TypeAlias).flatMap((reflection) => {
      const members = reflection.isDeclaration() ? membersOf(reflection) : undefined;
      return members === undefined ? [] : [[members, reflection] as const];
    }),
  );
  for (const signature of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
    if (!(signature instanceof SignatureReflection) || signature.type?.type !== "reference") continue;
    signature.type.typeArguments = (signature.type.typeArguments ?? []).map((argument) => {
      const schema = argument.type === "reflection" ? schemas.get(membersOf(argument.declaration) ?? "") : undefined;
      return schema === undefined ? argument : ReferenceType.createResolvedReference(schema.name, schema, project);
    });
  }
}

/** The names of an object type's members, as one text. */
function membersOf({ children }: DeclarationReflection): string | undefined {
  return children
    ?.map(({ name }) => name)
    .sort()
    .join();
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

/** Members that have the names and the meaning of the platform's, which documents them. */
const platformMember = /\.Fetch(Init|Response|Headers)\./;

/** TypeDoc's own check would ask for words on every member of a table; this one asks where a reader needs them. */
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
