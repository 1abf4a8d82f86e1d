import { preview } from "./errors.js";
import { findMismatch, type Check, type Schema } from "./schema.js";

// What few descriptions limit. generated/operations.ts imports only the checks it uses, so a bundler drops the others.

/** `minLength` and `maxLength`, in characters, of which an emoji is one. */
export function length(least: number, most = Infinity): Check {
  return check(`have ${range(least, most)} characters`, (text: string) =>
    isWithin(Array.from(text).length, least, most),
  );
}

/** `minItems` and `maxItems`. */
export function count(least: number, most = Infinity): Check {
  return check(`have ${range(least, most)} items`, (items: unknown[]) => isWithin(items.length, least, most));
}

/** `uniqueItems`. Objects with the same members in another order count as different. */
export const unique: Check = /* @__PURE__ */ check("have no item twice", (items: unknown[]) => {
  return new Set(items.map((item) => JSON.stringify(item))).size === items.length;
});

/** `exclusiveMinimum`. */
export function above(bound: number): Check {
  return check(`be above ${bound}`, (value: number) => value > bound);
}

/** `exclusiveMaximum`. */
export function below(bound: number): Check {
  return check(`be below ${bound}`, (value: number) => value < bound);
}

/** `format: date` (RFC 3339 full-date). */
export const date: Check = /* @__PURE__ */ check("be a date such as 2024-12-31", isDate);

/** `format: date-time` (RFC 3339). */
export const dateTime: Check = /* @__PURE__ */ check("be a time such as 2024-12-31T23:59:59Z", (text: string) => {
  const [, day = "", time = ""] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))$/i.exec(text) ?? [];
  return isDate(day) && !Number.isNaN(Date.parse(`1970-01-01T${time}`));
});

/** `additionalProperties` with a schema, which each member has. */
export function mapOf(schema: Schema): Check {
  return (value, place) => {
    // Safe: it is known to be an object.
    for (const [name, member] of Object.entries(value as Record<string, unknown>)) {
      if (member === undefined) continue;
      const mismatch = findMismatch(schema, member, `${place}.${name}`);
      if (mismatch !== undefined) return mismatch;
    }
    return undefined;
  };
}

/** The value is already known to be of the schema's type, and not null. */
function check(expected: string, passes: (value: never) => boolean): Check {
  return (value, place) =>
    // Safe: the generator writes a check only beside the type that it is for.
    passes(value as never) ? undefined : { reason: `${place} must ${expected}; got ${preview(value)}` };
}

function isWithin(size: number, least: number, most: number): boolean {
  return size >= least && size <= most;
}

function range(least: number, most: number): string {
  if (most === Infinity) return `at least ${least}`;
  return least === most ? `exactly ${least}` : `${least} to ${most}`;
}

/** A day of the calendar: a 30 February is none. */
function isDate(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(text) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
