// The schemas as TypeDoc shows them. The generator makes `Envelope` an alias of `components["schemas"]["Envelope"]`, which
// TypeDoc would show as that, or with every nested schema written out.
import ts from "typescript";
import {
  ArrayType,
  LiteralType,
  ReferenceType,
  ReflectionKind,
  TypeOperatorType,
  UnionType,
  type Context,
  type DeclarationReflection,
  type SomeType,
} from "typedoc";

type Aliases = ReadonlyMap<string, DeclarationReflection>;

/** Shows each schema by its members, and a schema elsewhere by its name. */
export function showSchemas(context: Context): void {
  context.setActiveProgram(context.programs[0]);
  const aliases = new Map<string, DeclarationReflection>();
  for (const [reflection, declaration] of declarations(context, "generated/types.ts")) {
    if (!ts.isTypeAliasDeclaration(declaration)) continue;
    aliases.set(reflection.name, reflection);
    showMembers(context, reflection, declaration);
  }
  // The members exist only now. A property of a class may be of a schema's type too.
  for (const [reflection, declaration] of declarations(context, ".ts")) {
    if (ts.isMethodSignature(declaration)) showResult(context, aliases, reflection, declaration);
    const isProperty = ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration);
    const named = isProperty && declaration.type && namedType(context, aliases, declaration.type);
    if (named) reflection.type = named;
  }
  context.setActiveProgram(undefined);
}

function declarations(context: Context, file: string): (readonly [DeclarationReflection, ts.Declaration])[] {
  return Object.values(context.project.reflections).flatMap((reflection) => {
    const declaration = context.getSymbolFromReflection(reflection)?.declarations?.[0];
    const isThere = declaration?.getSourceFile().fileName.endsWith(file) === true;
    return isThere && reflection.isDeclaration() ? [[reflection, declaration] as const] : [];
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

/** The compiler writes `Promise<X>` out where a method is inherited. */
function showResult(
  context: Context,
  aliases: Aliases,
  method: DeclarationReflection,
  { type }: ts.MethodSignature,
): void {
  const [result] = (type !== undefined && ts.isTypeReferenceNode(type) && type.typeArguments) || [];
  const named = result && namedType(context, aliases, result);
  for (const signature of method.signatures ?? []) {
    if (named && signature.type?.type === "reference") signature.type.typeArguments = [named];
  }
}

/** `X` or `components["schemas"]["X"]`, alone or in an array or a union, as `X`. */
function namedType(context: Context, aliases: Aliases, node: ts.TypeNode): SomeType | undefined {
  if (ts.isUnionTypeNode(node)) {
    const types = node.types.map((part) =>
      part.getText() === "null" ? new LiteralType(null) : namedType(context, aliases, part),
    );
    return types.every((part) => part !== undefined) ? new UnionType(types) : undefined;
  }
  if (ts.isArrayTypeNode(node)) {
    const element = namedType(context, aliases, node.elementType);
    return element === undefined ? undefined : new ArrayType(element);
  }
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) {
    const array = namedType(context, aliases, node.type);
    return array === undefined ? undefined : new TypeOperatorType(array, "readonly");
  }
  const alias = aliases.get(ts.isTypeReferenceNode(node) ? node.getText() : (schemaOf(context, node)?.name ?? ""));
  return alias && ReferenceType.createResolvedReference(alias.name, alias, context.project);
}

/** The member of `components["schemas"]` that a type is written as. */
function schemaOf({ checker }: Context, node: ts.TypeNode): ts.Symbol | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || node.objectType.getText() !== 'components["schemas"]') return undefined;
  const name = /^"(.*)"$/.exec(node.indexType.getText())?.[1];
  return name === undefined ? undefined : checker.getTypeFromTypeNode(node.objectType).getProperty(name);
}
