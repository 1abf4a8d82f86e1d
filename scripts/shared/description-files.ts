// What is checked of the files of a description before Redocly reads them. Redocly would follow a $ref to another host.
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";

import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLMap } from "yaml";

/**
 * Reads the root of a description and each file that a `$ref` leads to. Nothing else is read, and no network is used.
 *
 * @returns a line for each problem: file, line, column, what to do
 */
export function problemsOfFiles(root: string): string[] {
  if (!existsSync(root)) return [`${root} does not exist`];
  const folder = realpathSync(dirname(root));
  const problems: string[] = [];
  const files = new Set([resolve(root)]);
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const report = (offset: number, message: string) => {
      const { line, col } = lines.linePos(offset);
      problems.push(`${relative(".", file)}:${Math.max(line, 1)}:${Math.max(col, 1)} ${message}`);
    };
    for (const { code, pos, message } of document.errors) {
      if (code !== "DUPLICATE_KEY") report(pos[0], `This is not YAML: ${message}`);
      else report(pos[0], `The key ${keyAt(text, pos[0])} occurs twice here. Remove one.`);
    }
    if (document.errors.length > 0) continue;
    const contents: unknown = document.contents;
    if (!isMap(contents)) {
      const offset = isNode(contents) ? (contents.range?.[0] ?? 0) : 0;
      report(offset, "A file of the description has keys and values; this one has none.");
      continue;
    }
    if (contents.has("$ref")) {
      report(0, "A file of the description is not a $ref itself. Refer to what it leads to.");
    }
    if (file === resolve(root)) checkRoot(contents, report);
    visit(document, {
      Pair(_, { key, value }) {
        if (!isScalar(key)) return;
        const offset = key.range?.[0] ?? 0;
        if (key.value === "externalValue") {
          report(offset, "An example is in the description itself, and nothing else is read. Write `value`.");
        }
        if (key.value !== "$ref") return;
        if (!isScalar(value) || typeof value.value !== "string" || value.value === "") {
          report(offset, "A $ref is the path of a file, as a text. No member has this name.");
          return;
        }
        const [path = ""] = value.value.split("#");
        if (path === "") return;
        const target = resolve(dirname(file), path);
        if (/^[a-z][a-z\d+.-]*:|^\/\/|\\/i.test(path) || !isWithin(folder, target)) {
          report(
            offset,
            `A $ref leads to a file below ${relative(".", folder)}/, and nothing else is read; got ${value.value}`,
          );
        } else if (existsSync(target) && statSync(target).isFile()) files.add(target);
        else report(offset, `There is no file ${relative(".", target)}.`);
      },
      Scalar(key, { source = "", value, range }, ancestors) {
        if (value === null && key !== "key" && !isData(ancestors)) {
          report(range?.[0] ?? 0, "There is no value here. Write one, or remove the key.");
        }
        if (typeof value !== "number" || !/^[-+]?\d+$/.test(source) || Number.isSafeInteger(value)) return;
        report(
          range?.[0] ?? 0,
          `JavaScript has no integer ${source}: they end at 2^53. Leave it out, or write a string.`,
        );
      },
    });
  }
  return problems;
}

/** What Redocly needs to know which rules to apply, and to apply its own. */
function checkRoot(root: YAMLMap, report: (offset: number, message: string) => void): void {
  const offsetOf = (name: string) => {
    const key = root.items.map(({ key }) => key).find((key) => isScalar(key) && key.value === name);
    return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  };
  const version = root.get("openapi");
  if (typeof version !== "string" || !/^3\.1\.\d+$/.test(version)) {
    const got = version === undefined ? "none" : JSON.stringify(version);
    report(offsetOf("openapi"), `The description is of OpenAPI 3.1. Write \`openapi: 3.1.0\`; got ${got}.`);
  }
  for (const name of ["servers", "security", "tags"]) {
    if (root.has(name) && !isSeq(root.get(name))) report(offsetOf(name), `"${name}" of the description is a list.`);
  }
}

/** The key that begins at this place of a text. */
function keyAt(text: string, offset: number): string {
  return /^(?:"[^"\n]*"|'[^'\n]*'|[^:\n]*)/.exec(text.slice(offset))?.[0] ?? "";
}

/** Keys whose values are of any kind, null included. */
const dataKeys = /^(value|example|default|enum|x-.*)$/;

/** Whether a node is in a value that the description shows, and not of the description itself. */
function isData(ancestors: readonly unknown[]): boolean {
  return ancestors.some((node) => {
    if (!isPair(node) || !isScalar(node.key)) return false;
    const key = String(node.key.value);
    return dataKeys.test(key) || (key === "examples" && isSeq(node.value));
  });
}

/** Also through symbolic links. */
function isWithin(folder: string, target: string): boolean {
  const real = existsSync(target) ? realpathSync(target) : target;
  return real.startsWith(folder + sep);
}
