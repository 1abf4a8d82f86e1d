import { isDeepStrictEqual } from "node:util";

import { parse, stringify } from "yaml";

/** What a slip may leave at a node. Undefined: the node is deleted. */
const values = [null, true, {}, [], "", 0, undefined];

export interface Mutation {
  /** Such as `/info/title = null`. */
  name: string;
  text: string;
}

/**
 * A description with each of its nodes set to each of the values.
 *
 * @param every - take only every Nth of them
 */
export function mutationsOf(text: string, every: number): Mutation[] {
  const description: unknown = parse(text);
  const slips = pathsOf(description).flatMap((path) => {
    const { holder, last } = placeOf(description, path);
    const before: unknown = Reflect.get(holder, last);
    return values.filter((value) => !isDeepStrictEqual(before, value)).map((value) => ({ path, value }));
  });
  return slips
    .filter((_, index) => index % every === 0)
    .map(({ path, value }) => {
      const document = structuredClone(description);
      const { holder, last } = placeOf(document, path);
      if (value !== undefined) Reflect.set(holder, last, value);
      else if (Array.isArray(holder)) holder.splice(Number(last), 1);
      else Reflect.deleteProperty(holder, last);
      const name = `/${path.join("/")} = ${value === undefined ? "nothing" : JSON.stringify(value)}`;
      return { name, text: stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }) };
    });
}

/** The object or array that holds the node at a path, and the node's name there. */
function placeOf(document: unknown, path: string[]): { holder: object; last: string } {
  const outer = path.slice(0, -1);
  // Safe: the path is of the document, so that each is an object or an array.
  const holder = outer.reduce((node: unknown, key) => Reflect.get(node as object, key) as unknown, document) as object;
  return { holder, last: path.at(-1) ?? "" };
}

function pathsOf(node: unknown): string[][] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, member]) => [[key], ...pathsOf(member).map((path) => [key, ...path])]);
}
