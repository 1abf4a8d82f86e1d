// The rules in generated/operations.ts: what the client checks of a schema.
import type { Schema } from "./description.js";

/** `answer`: only types are checked, since a server may have values beyond the described ones. */
type Side = "request" | "answer";

/** Writes schemas as objects of TypeScript. A component with members is written once, as a constant. */
export function ruleWriter() {
  const constants = new Map<string, string>();

  function rule(schema: Schema, side: Side, first: string[] = []): string {
    const { name, nullable } = schema;
    const nullableMember = nullable ? ["nullable: true"] : [];
    if (name === undefined || Object.keys(schema.properties).length === 0) {
      return object([...first, ...nullableMember, ...keywords(schema, side)]);
    }
    const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}${side === "answer" ? "Answer" : "Request"}`;
    if (!constants.has(constant)) constants.set(constant, object(keywords(schema, side)));
    const more = [...first, ...nullableMember];
    return more.length === 0 ? constant : object([...more, `...${constant}`]);
  }

  function keywords(schema: Schema, side: Side): string[] {
    const { type, format, items, closed } = schema;
    const members = Object.entries(schema.properties).map(([name, member]) => {
      const required = schema.required.includes(name) ? ["required: true"] : [];
      return `${JSON.stringify(name)}: ${rule(member, side, required)}`;
    });
    const structure = [
      `type: "${format === "binary" ? "file" : type}"`,
      ...(items === undefined ? [] : [`items: ${rule(items, side)}`]),
      ...(members.length === 0 ? [] : [`properties: ${object(members)}`]),
    ];
    if (side === "answer") return structure;
    const { pattern, enum: values } = schema;
    const isInt32 = format === "int32";
    const { minimum = isInt32 ? -(2 ** 31) : undefined, maximum = isInt32 ? 2 ** 31 - 1 : undefined } = schema;
    return [
      ...structure,
      ...(pattern === undefined ? [] : [`pattern: ${patternLiteral(pattern)}`]),
      ...(values === undefined ? [] : [`enum: ${JSON.stringify(values)}`]),
      ...(minimum === undefined ? [] : [`minimum: ${minimum}`]),
      ...(maximum === undefined ? [] : [`maximum: ${maximum}`]),
      ...(closed ? ["closed: true"] : []),
    ];
  }

  return {
    rule,
    /** The constants that the rules written so far refer to. */
    constants: () => [...constants].map(([name, text]) => `const ${name}: Schema = ${text};\n`).join(""),
  };
}

function object(members: string[]): string {
  return `{ ${members.join(", ")} }`;
}

/** The pattern as a regular expression literal, in Unicode mode as JSON Schema asks for. */
export function patternLiteral(pattern: string): string {
  return new RegExp(pattern, "u").toString();
}
