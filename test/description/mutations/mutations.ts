import { isDeepStrictEqual } from "node:util";

import { parse, stringify } from "yaml";

/** What a slip may leave at a node. Undefined: the node is deleted. */
const values = [null, true, {}, [], "", 0, undefined];

export interface Mutation {
  /** Such as `/info/title = null`. */
  name: string;
  text: string;
}

/** A description with each of its nodes set to each of the values. */
export function mutationsOf(text: string): Mutation[] {
  return pathsOf(parse(text)).flatMap((path) =>
    values.flatMap((value) => {
      const document: unknown = parse(text);
      if (isDeepStrictEqual(replaced(document, path, value), value)) return [];
      const name = `/${path.join("/")} = ${value === undefined ? "nothing" : JSON.stringify(value)}`;
      return [{ name, text: stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }) }];
    }),
  );
}

/** Sets the value at a path, and returns what was there. */
function replaced(document: unknown, path: string[], value: unknown): unknown {
  const [last = "", ...outer] = path.toReversed();
  // Safe: each is an object or an array.
  const parent: unknown = outer.reduceRight(
    (node: unknown, key) => Reflect.get(node as object, key) as unknown,
    document,
  );
  // Safe: it has the member.
  const holder = parent as object;
  const before: unknown = Reflect.get(holder, last);
  if (value !== undefined) Reflect.set(holder, last, value);
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
  return before;
}

function pathsOf(node: unknown): string[][] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, member]) => [[key], ...pathsOf(member).map((path) => [key, ...path])]);
}
