import { isObject, preview } from "./errors.js";

/** What the description says of a value, as the generator writes it. */
export interface Schema {
  readonly type: keyof typeof isOfType;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  /** Of a string. */
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Member>>;
  /** Whether an object has no other members. */
  readonly closed?: boolean;
  /** What else is checked of a value of the type: see src/checks.ts. */
  readonly checks?: readonly Check[];
}

/** Finds in a value of a schema's type what is not as described. */
export type Check = (value: unknown, place: string) => Mismatch | undefined;

/** A member of an object, or a parameter of an operation. */
export interface Member extends Schema {
  readonly required?: boolean;
}

/** Why a value is not as described. */
export interface Mismatch {
  /** The place, such as `body.branchCodes[2]`, what it must be, and what it is. */
  reason: string;
  pattern?: RegExp | undefined;
}

const isOfType = {
  any: (value: unknown) => value !== undefined,
  string: (value: unknown) => typeof value === "string",
  boolean: (value: unknown) => typeof value === "boolean",
  number: Number.isFinite,
  integer: Number.isSafeInteger, // Beyond 2^53, another integer may have been meant.
  array: Array.isArray,
  object: isObject,
  file: (value: unknown) => value instanceof Blob,
};

/** The first place at which the value is not as described, if there is one. A member that is undefined is absent. */
export function findMismatch(schema: Schema, value: unknown, place: string): Mismatch | undefined {
  if (value === null && schema.nullable) return undefined;
  const { type, pattern, enum: values, minimum = -Infinity, maximum = Infinity } = schema;
  if (
    !isOfType[type](value) ||
    (values !== undefined && !values.includes(value)) ||
    pattern?.test(String(value)) === false || // Only a string has one.
    (typeof value === "number" && !(value >= minimum && value <= maximum))
  ) {
    return { reason: `${place} must ${expectation(schema)}; got ${preview(value)}`, pattern };
  }
  for (const check of schema.checks ?? []) {
    const mismatch = check(value, place);
    if (mismatch !== undefined) return mismatch;
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    for (const [index, item] of value.entries()) {
      const mismatch = findMismatch(schema.items, item, `${place}[${index}]`);
      if (mismatch !== undefined) return mismatch;
    }
  }
  if (!isObject(value)) return undefined;
  const { properties = {} } = schema;
  for (const name of schema.closed ? Object.keys(value) : []) {
    if (Object.hasOwn(properties, name)) continue;
    return { reason: unknownName(`${place}.${name}`, properties) };
  }
  for (const name of Object.keys(properties)) {
    const member = properties[name] as Member; // Safe: `name` is one of the keys. Not Object.entries: it would take longer than the checks.
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given === undefined && !member.required) continue;
    const mismatch = findMismatch(member, given, `${place}.${name}`);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

/** The value of a text in a request. Text that is not of the schema's type stays a string, which is refused later. */
export function parseText(schema: Schema | undefined, text: string): unknown {
  if (schema === undefined || schema.type === "string") return text;
  try {
    return JSON.parse(text) as unknown; // Safe: checked later.
  } catch {
    return text;
  }
}

/** Why a name is refused where these are described. */
export function unknownName(name: string, described: object): string {
  return `${name} is unknown; expected ${Object.keys(described).join(", ") || "none"}`;
}

function expectation({ type, nullable, enum: values, pattern, minimum, maximum }: Schema): string {
  const orNull = nullable ? " or null" : "";
  if (values !== undefined) return `be one of ${values.map(String).join(", ")}`;
  if (pattern !== undefined) return `match ${pattern.source}${orNull}`;
  const least = minimum === undefined ? "" : `, at least ${minimum}`;
  const most = maximum === undefined ? "" : `, at most ${maximum}`;
  return `be of type ${type === "file" ? "Blob or File" : type}${least}${most}${orNull}`;
}
