import { inspect } from "node:util";

/** Everything that a log, a debugger or an error tracker could show of a value and of its chain of causes. */
export function everythingShown(value: unknown): string {
  const shown = [inspect(value, { depth: null, showHidden: true, getters: true }), JSON.stringify(value)];
  for (let link: unknown = value; link instanceof Error; link = link.cause) {
    shown.push(
      String(link),
      link.stack ?? "",
      JSON.stringify(link),
      JSON.stringify(link, Object.getOwnPropertyNames(link)),
    );
    if ("headers" in link && link.headers instanceof Headers) shown.push(JSON.stringify([...link.headers]));
  }
  return shown.join("\n");
}
