// Runs *.grown.ts. Then runs `npm test` and `npm run lint` in a grown project in which facts have changed, and builds its docs
// site.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { runCommand } from "../../scripts/shared/command.js";
import { changeFacts, inGrownProject } from "../support/grown-project.js";
import { runSuite } from "../support/run-suite.js";

/** Those of src/, and those whose subject is generated. */
const suites = ["test/client", "test/auth", "test/sandbox", "test/description/samples.test.ts"];

await runCommand(
  {
    name: "test:grown",
    summary: `Adds operations to a copy of the project and changes facts of it, as CONTRIBUTING.md says, without a line of
TypeScript. Then runs the linter there, \`npm test\` with ${suites.join(", ")}, and builds its docs site.
First runs test/description/*.grown.ts, which add operations to a copy too, and follow the example of CONTRIBUTING.md.`,
    usage: "npm run test:grown [-- options of Jest for *.grown.ts]",
    passesOn: true,
  },
  (_, options) => {
    runSuite("**/test/description/*.grown.ts", 300_000, options);
    inGrownProject((folder, run) => {
      changeFacts(join(folder, "openapi"));
      run("scripts/generate.ts");
      run("scripts/api.ts"); // It builds first.
      run("scripts/test.ts", "--", ...suites);
      run("node_modules/eslint/bin/eslint.js", ".");
      run("node_modules/prettier/bin/prettier.cjs", "--check", ".");
      run("scripts/docs.ts");
      checkReference(join(folder, "site"));
      console.log("The grown project passes.");
    });
  },
);

/** Each operation has a page of its own, no page is large, every link leads somewhere, and search finds the parts. */
function checkReference(site: string): void {
  const pages = new Map(
    readdirSync(site, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(".html") && file !== "404.html")
      .map((file) => [file, readFileSync(join(site, file), "utf8").replace(/<script>[^]*?<\/script>/g, "")]),
  );
  const search = readFileSync(join(site, "assets/search.js"), "utf8");
  const slips: string[] = [];
  for (const [file, html] of pages) {
    const { size } = statSync(join(site, file));
    if (file.startsWith("reference") && size > 300_000) slips.push(`${file} has ${size} bytes`);
    for (const [, id] of file.startsWith("reference/") ? html.matchAll(/<h[1-4] id="([^"]*)"/g) : []) {
      if (!search.includes(`${file}#${id}`)) slips.push(`search does not find ${file}#${id}`);
    }
    for (const [, href = ""] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      const [path = "", id] = href.split("#");
      if (/^[a-z]+:/.test(href)) continue;
      const target = path === "" ? file : join(dirname(file), path);
      const ids = pages.get(target);
      const found = existsSync(join(site, target)) && (!id || ids === undefined || ids.includes(` id="${id}"`));
      if (!found) slips.push(`${file} links to ${href}`);
    }
  }
  if (![...pages.keys()].some((file) => file === join("reference", "getCustomer.html"))) slips.push("no page");
  if (slips.length > 0) throw new Error(`the reference of the grown project: ${slips.join("; ")}`);
}
