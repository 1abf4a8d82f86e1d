// @ts-check
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Every YAML file of the description is referred to. A file without a reference is not part of the API that it describes.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const everyFileUsed = () => {
  /** @type {Set<string>} */
  const used = new Set();
  return {
    ref(_ref, _context, { location }) {
      if (location !== undefined) used.add(location.source.absoluteRef);
    },
    Root: {
      leave(_root, { location, report }) {
        const root = location.source.absoluteRef;
        const folder = dirname(root);
        const files = readdirSync(folder, { encoding: "utf8", recursive: true }).map((name) => join(folder, name));
        for (const file of files) {
          if (!file.endsWith(".yaml") || file === root || used.has(file)) continue;
          report({
            message: `No $ref leads to ${relative(folder, file)}. Name a path under "paths" in ${relative(folder, root)}.`,
            location,
          });
        }
      },
    },
  };
};
