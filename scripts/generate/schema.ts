// The types of the description, for generated/schema.ts and generated/types.ts. No other file imports openapi-typescript, so
// that it can be replaced.
import { createRequire } from "node:module";

import type { OpenAPI3 } from "openapi-typescript";
import type ts from "typescript";

import { escapeExample, escapeTags, tsDoc } from "./ts-doc.js";

export interface SchemaTypes {
  /** The text of generated/schema.ts. It imports the types of the component schemas from generated/types.ts. */
  file: string;
  /** A type for each component schema, of its name. */
  declarations: string;
  /** The type at a path of members, such as `operations`, an operationId, `parameters`. */
  typeAt(...path: string[]): string;
}

/** Loads the libraries. The result takes the text of the bundled description, which has passed the linter. */
export async function schemaTypesReader(): Promise<(bundle: string) => Promise<SchemaTypes>> {
  const { parse: parseYaml } = await import("yaml");
  // `import()` of CommonJS first looks for the names that it exports, which takes half a second for TypeScript's nine megabytes.
  const require = createRequire(import.meta.url);
  // Safe: the types of the same packages.
  const ts = require("typescript") as typeof import("typescript");
  const { default: openapiTypescript, astToString } =
    require("openapi-typescript") as typeof import("openapi-typescript");
  const printer = ts.createPrinter();
  const source = ts.createSourceFile("schema.ts", "", ts.ScriptTarget.Latest);
  const print = (node: ts.Node) => printer.printNode(ts.EmitHint.Unspecified, node, source);
  const named = (node: ts.Node) => print(node).replace(/components\["schemas"\]\["(\w+)"\]/g, "$1");

  return async (bundle) => {
    // Safe: the linter has checked it against OpenAPI's structure.
    const nodes = await openapiTypescript(parseYaml(bundle, withoutTags) as OpenAPI3, {
      // A server may leave out a member that has a default.
      defaultNonNullable: false,
      // A file. The library's own type is string.
      transform: ({ format }) => (format === "binary" ? ts.factory.createTypeReferenceNode("Blob") : undefined),
    });
    for (const node of nodes) writeTsDoc(ts, node);

    function nodeAt(path: string[]): ts.Node {
      const [root, ...members] = path;
      let node: ts.Node | undefined = nodes.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === root);
      for (const name of members) {
        const type = node && membersOf(ts, node).find((member) => nameOf(member) === name)?.type;
        const [, kind, component] = type === undefined ? [] : (reference.exec(print(type)) ?? []);
        node = kind === undefined || component === undefined ? type : nodeAt(["components", kind, component]);
      }
      if (node === undefined) throw new Error(`openapi-typescript no longer has a type at ${path.join(".")}`);
      return node;
    }

    const schemas = membersOf(ts, nodeAt(["components", "schemas"]));
    const declarations = schemas.map((schema) => {
      const [comment] = ts.getSyntheticLeadingComments(schema) ?? [];
      const doc = comment === undefined ? "" : `/*${comment.text}*/\n`;
      return `${doc}export type ${nameOf(schema)} = ${schema.type === undefined ? "unknown" : named(schema.type)};\n`;
    });
    // In generated/schema.ts, each schema is the type of its name in generated/types.ts.
    const { transformed } = ts.transform(nodes, [
      (context) =>
        function visit(node) {
          const schema = schemas.find((schema) => schema === node);
          if (schema === undefined) return ts.visitEachChild(node, visit, context);
          const type = ts.factory.createTypeReferenceNode(nameOf(schema));
          return ts.factory.createPropertySignature(undefined, schema.name, undefined, type);
        },
    ]);
    const imports =
      schemas.length === 0 ? "" : `import type { ${schemas.map(nameOf).join(", ")} } from "./types.js";\n\n`;
    return {
      file: `${imports}${astToString(transformed)}`,
      declarations: declarations.join("\n"),
      typeAt: (...path) => named(nodeAt(path)),
    };
  };
}

/** A reference to a component that has no type of its own name. */
const reference = /^components\["(parameters|requestBodies)"\]\["(.*)"\]$/;

function membersOf({ isInterfaceDeclaration, isTypeLiteralNode, isPropertySignature }: typeof ts, node: ts.Node) {
  const hasMembers = isInterfaceDeclaration(node) || isTypeLiteralNode(node);
  return hasMembers ? node.members.filter((member) => isPropertySignature(member)) : [];
}

function nameOf({ name }: ts.PropertySignature): string {
  return "text" in name ? name.text : "";
}

/** openapi-typescript copies the texts of the description into comments, where a tag in a text would be a tag. */
function withoutTags(key: unknown, value: unknown): unknown {
  if ((key === "title" || key === "summary" || key === "description") && typeof value === "string") {
    return escapeTags(value);
  }
  if (key !== "example" && key !== "examples" && key !== "default") return value;
  // As JSON on one line. An object stays one: it may be the schema of a member of this name.
  if (typeof value === "string" || Array.isArray(value)) return escapeExample(JSON.stringify(value));
  return JSON.parse(JSON.stringify(value), (_, member: unknown) => {
    return typeof member === "string" ? escapeExample(member) : member;
  });
}

/** Writes openapi-typescript's comments as editors and TypeDoc read them. */
function writeTsDoc(library: typeof ts, node: ts.Node): void {
  const comments = library.getSyntheticLeadingComments(node);
  const written = comments?.map((comment) => ({
    ...comment,
    text: asTsDoc(comment.text).slice("/*".length, -"*/".length),
  }));
  if (written !== undefined) library.setSyntheticLeadingComments(node, written);
  library.forEachChild(node, (child) => {
    writeTsDoc(library, child);
  });
}

/**
 * openapi-typescript writes a list: title, summary, `Format: int32`, `@deprecated`, `@description` with the description,
 * `@example`, `@enum` with the type. The lines of one entry are indented.
 */
function asTsDoc(comment: string): string {
  const [, ...entries] = `\n ${comment.trimEnd()}`
    .split(/\n \* (?! {4})/)
    .map((entry) => entry.replace(/\n \* {5}/g, "\n"));
  const isDescription = (entry: string) => entry.startsWith("@description ");
  const isFormat = (entry: string) => entry.startsWith("Format: ");
  const isTag = (entry: string) => entry.startsWith("@");
  return tsDoc(
    [
      ...entries.filter((entry) => !isTag(entry) && !isFormat(entry)),
      ...entries.filter(isDescription).map((entry) => entry.slice("@description ".length)),
      ...entries.filter(isFormat),
    ],
    entries.filter((entry) => isTag(entry) && !isDescription(entry) && !entry.startsWith("@enum ")),
  );
}
