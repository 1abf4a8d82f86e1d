// The schemas as TypeDoc shows them. openapi-typescript makes `Envelope` an alias of `components["schemas"]["Envelope"]`,
// which TypeDoc would show as that, or with every nested schema written out.
import ts from "typescript";
import {
  ArrayType,
  LiteralType,
  ReflectionKind,
  UnionType,
  type Context,
  type DeclarationReflection,
  type SomeType,
} from "typedoc";

/** Shows each schema by its members, and a schema within it by its name. */
export function showSchemas(context: Context): void {
  context.setActiveProgram(context.programs[0]);
  for (const [reflection, declaration] of generated(context)) {
    if (ts.isTypeAliasDeclaration(declaration)) showMembers(context, reflection, declaration);
  }
  // The members exist only now.
  for (const [reflection, declaration] of generated(context)) {
    if (ts.isPropertySignature(declaration)) showName(context, reflection, declaration);
  }
  context.setActiveProgram(undefined);
}

function generated(context: Context): (readonly [DeclarationReflection, ts.Declaration])[] {
  return Object.values(context.project.reflections).flatMap((reflection) => {
    const declaration = context.getSymbolFromReflection(reflection)?.declarations?.[0];
    const isGenerated = declaration?.getSourceFile().fileName.endsWith("generated/schema.ts") === true;
    return isGenerated && reflection.isDeclaration() ? [[reflection, declaration] as const] : [];
  });
}

function showMembers(context: Context, alias: DeclarationReflection, declared: ts.TypeAliasDeclaration): void {
  const schema = schemaOf(context, declared.type);
  const node = schema?.valueDeclaration;
  if (schema === undefined || node === undefined || !ts.isPropertySignature(node)) return;
  const within = context.withScope(alias.parent ?? alias).withScope(alias);
  const type = context.converter.convertType(within, node.type);
  if (type.type === "reflection" && type.declaration.children !== undefined) {
    delete alias.type;
    context.project.mergeReflections(type.declaration, alias);
  } else {
    alias.type = type;
  }
  const comment = context.getComment(schema, ReflectionKind.Property);
  if (comment !== undefined) alias.comment = comment;
}

function showName(context: Context, property: DeclarationReflection, { type }: ts.PropertySignature): void {
  const named = type === undefined ? undefined : namedType(context, type);
  if (named !== undefined) property.type = named;
}

/** `components["schemas"]["X"]`, alone or in an array or a union, as `X`. */
function namedType(context: Context, node: ts.TypeNode): SomeType | undefined {
  if (ts.isUnionTypeNode(node)) {
    const types = node.types.map((part) =>
      part.getText() === "null" ? new LiteralType(null) : namedType(context, part),
    );
    return types.every((part) => part !== undefined) ? new UnionType(types) : undefined;
  }
  if (ts.isArrayTypeNode(node)) {
    const element = namedType(context, node.elementType);
    return element === undefined ? undefined : new ArrayType(element);
  }
  const name = schemaOf(context, node)?.name;
  const file = context.checker.getSymbolAtLocation(node.getSourceFile());
  if (name === undefined || file === undefined) return undefined;
  const alias = context.checker.getExportsOfModule(file).find((exported) => exported.name === name);
  return alias === undefined ? undefined : context.createSymbolReference(alias, context);
}

/** The member of `components["schemas"]` that a type is written as. */
function schemaOf({ checker }: Context, node: ts.TypeNode): ts.Symbol | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || node.objectType.getText() !== 'components["schemas"]') return undefined;
  const name = /^"(.*)"$/.exec(node.indexType.getText())?.[1];
  return name === undefined ? undefined : checker.getTypeFromTypeNode(node.objectType).getProperty(name);
}
