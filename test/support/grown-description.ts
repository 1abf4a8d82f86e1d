import { appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const grown = "test/description/grown";

/** Writes a copy of openapi/ with the operations of test/description/grown/ into this folder. */
export function writeGrownDescription(folder: string): void {
  cpSync("openapi", folder, { recursive: true });
  for (const part of ["components", "paths"]) cpSync(join(grown, part), join(folder, part), { recursive: true });
  // Another method of an existing path, unless the description already has it.
  const customer = join(folder, "paths/api_v0_customer_{customerId}.yaml");
  if (!/^patch:/m.test(readFileSync(customer, "utf8"))) {
    appendFileSync(customer, readFileSync(join(grown, "updateCustomer.yaml")));
  }
  addPaths(folder, readdirSync(join(grown, "paths")));
  edit(join(folder, "openapi.yaml"), /^paths:/m, "  - name: invoice-controller\n    description: Invoices.\npaths:");
}

/** Names files of `paths/` in the description. */
export function addPaths(folder: string, files: string[]): void {
  const named = files.map(
    (file) => `  /${file.replace(/\.yaml$/, "").replaceAll("_", "/")}:\n    $ref: paths/${file}\n`,
  );
  edit(join(folder, "openapi.yaml"), /^components:/m, `${named.join("")}components:`);
}

function edit(file: string, from: RegExp, to: string): void {
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(from, () => to),
  );
}
