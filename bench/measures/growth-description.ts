import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const path = "paths/api_v0_customer_{customerId}.yaml";
const schema = "components/schemas/CustomerUpdate.yaml";
const grown = "test/description/grown";

/**
 * Writes a description with this number of operations into `folder`: a copy of the project's own description and of its
 * operation, for as many kinds of customers as are needed. To each kind belongs the vendor's PATCH too, with a JSON body of
 * fourteen members.
 */
export function writeDescriptionOf(operations: number, folder: string): void {
  cpSync("openapi", folder, { recursive: true });
  mkdirSync(join(folder, "components/requestBodies"), { recursive: true });
  let paths = "";
  for (let number = 2; number <= operations; number++) {
    const kind = Math.ceil(number / 2);
    const rename = (text: string) => (kind === 1 ? text : renamed(text, kind));
    const copy = (from: string, file: string) => {
      writeFileSync(join(folder, rename(file)), rename(readFileSync(join(from, file), "utf8")));
    };
    if (number % 2 === 0) {
      // With the same members: what customers have in common.
      cpSync(join(grown, schema), join(folder, rename(schema)));
      copy(grown, "components/requestBodies/CustomerUpdate.yaml");
      const patch = readFileSync(join(grown, "updateCustomer.yaml"), "utf8");
      appendFileSync(join(folder, rename(path)), rename(patch.replace("CustomerUpdated", "CustomerDeleted")));
    } else {
      copy("openapi", "components/parameters/CustomerId.yaml");
      copy("openapi", path);
      paths += `  ${rename("/api/v0/customer/{customerId}")}:\n    $ref: ${rename(path)}\n`;
    }
  }
  const root = join(folder, "openapi.yaml");
  const text = readFileSync(root, "utf8");
  writeFileSync(
    root,
    text.replace(/^components:/m, () => `${paths}components:`),
  );
}

/** With the names of another kind of customer. */
function renamed(text: string, kind: number): string {
  return text
    .replaceAll("customerId", `customer${kind}Id`)
    .replaceAll("CustomerId", `Customer${kind}Id`)
    .replaceAll("CustomerUpdate", `Customer${kind}Update`)
    .replaceAll("updateCustomer", `updateCustomer${kind}`)
    .replaceAll("/customer/", `/customer-${kind}/`)
    .replaceAll("v0_customer_", `v0_customer-${kind}_`);
}
