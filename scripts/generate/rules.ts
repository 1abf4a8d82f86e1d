// The rules in generated/operations.ts: what the client checks of a schema.
import type { DescribedSchema } from "./description.js";

/** `response`: only types are checked, since a server may have values beyond the described ones. */
type Side = "request" | "response";

/** Writes schemas as object literals. The members of a component are written once, as a constant. */
export function ruleWriter() {
  /** The name of each constant, by its text: components with the same members share the constant of the first. */
  const constants = new Map<string, string>();
  /** The constant of the members of each component, which are written once however often the component is referred to. */
  const written = { request: new Map<object, string>(), response: new Map<object, string>() };
  const usedChecks = new Set<string>();

  /** @param first - members of the object besides those of the schema */
  function rule(schema: DescribedSchema, side: Side, first: string[] = []): string {
    return object([...first, ...(schema.nullable ? ["nullable: true"] : []), ...keywords(schema, side)]);
  }

  function properties({ name, properties, required }: DescribedSchema, side: Side): string {
    const known = written[side].get(properties);
    if (known !== undefined) return known;
    const members = Object.entries(properties).map(([name, member]) => {
      return `${JSON.stringify(name)}: ${rule(member, side, required.includes(name) ? ["required: true"] : [])}`;
    });
    const text = object(members);
    if (name === undefined) return text;
    const constant = constants.get(text) ?? newConstant(name, side);
    constants.set(text, constant);
    written[side].set(properties, constant);
    return constant;
  }

  /** The members of a component may differ between places: of an envelope, not all are written. */
  function newConstant(component: string, side: Side): string {
    const name = `${component.charAt(0).toLowerCase()}${component.slice(1)}In${side === "response" ? "Response" : "Request"}`;
    const taken = new Set(constants.values());
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
    return free;
  }

  function keywords(schema: DescribedSchema, side: Side): string[] {
    const { type, format, items, closed } = schema;
    const structure = [
      `type: "${format === "binary" ? "file" : type}"`,
      ...(items === undefined ? [] : [`items: ${rule(items, side)}`]),
      ...(Object.keys(schema.properties).length === 0 ? [] : [`properties: ${properties(schema, side)}`]),
    ];
    const checks = Object.entries(side === "response" ? membersCheck(schema, side) : allChecks(schema));
    // A bundle that needs no operation, such as that of the auth entry, drops the table only if no call in it may do something.
    const calls = checks.map(([, text]) => (text.endsWith(")") ? `/* @__PURE__ */ ${text}` : text));
    const checkList = calls.length === 0 ? [] : [`checks: [${calls.join(", ")}]`];
    for (const [name] of checks) usedChecks.add(name);
    if (side === "response") return [...structure, ...checkList];
    const { pattern, enum: values } = schema;
    const [minimum, maximum] = bounds(schema);
    return [
      ...structure,
      ...(pattern === undefined ? [] : [`pattern: ${patternLiteral(pattern)}`]),
      ...(values === undefined ? [] : [`enum: ${JSON.stringify(values)}`]),
      ...(minimum === undefined ? [] : [`minimum: ${minimum}`]),
      ...(maximum === undefined ? [] : [`maximum: ${maximum}`]),
      ...(closed ? ["closed: true"] : []),
      ...checkList,
    ];
  }

  function membersCheck({ others }: DescribedSchema, side: Side): Record<string, string> {
    return others === undefined ? {} : { mapOf: `mapOf(${rule(others, side)})` };
  }

  /** By the names that they have in src/checks.ts. */
  function allChecks(schema: DescribedSchema): Record<string, string> {
    const { format, minLength, maxLength, minItems, maxItems, uniqueItems, exclusiveMinimum, exclusiveMaximum } =
      schema;
    return {
      ...(format === "date" && { date: "date" }),
      ...(format === "date-time" && { dateTime: "dateTime" }),
      ...((minLength ?? maxLength) !== undefined && { length: `length(${range(minLength, maxLength)})` }),
      ...((minItems ?? maxItems) !== undefined && { count: `count(${range(minItems, maxItems)})` }),
      ...(uniqueItems && { unique: "unique" }),
      ...(exclusiveMinimum !== undefined && { above: `above(${exclusiveMinimum})` }),
      ...(exclusiveMaximum !== undefined && { below: `below(${exclusiveMaximum})` }),
      ...membersCheck(schema, "request"),
    };
  }

  return {
    rule,
    /** The functions of src/checks.ts that the rules written so far refer to. */
    usedChecks,
    /** The constants that the rules written so far refer to. */
    constants: () => [...constants].map(([text, name]) => `const ${name}: Schema["properties"] = ${text};\n`).join(""),
  };
}

/** `minimum` and `maximum`, within those of the format. */
function bounds({ format, minimum, maximum }: DescribedSchema): [number | undefined, number | undefined] {
  if (format !== "int32") return [minimum, maximum];
  return [Math.max(minimum ?? -Infinity, -(2 ** 31)), Math.min(maximum ?? Infinity, 2 ** 31 - 1)];
}

function range(least = 0, most: number | undefined): string {
  return most === undefined ? String(least) : `${least}, ${most}`;
}

function object(members: string[]): string {
  return `{ ${members.join(", ")} }`;
}

/** The pattern as a regular expression literal, in Unicode mode as JSON Schema asks for. */
export function patternLiteral(pattern: string): string {
  return new RegExp(pattern, "u").toString();
}
