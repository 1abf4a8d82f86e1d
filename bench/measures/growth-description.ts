import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const pathFile = "api_v0_customer_{customerId}.yaml";

/**
 * Writes a description with this number of operations into `folder`: a copy of the project's own description in which
 * its operation is repeated, each time with another path, operationId and id parameter.
 */
export function writeGrownDescription(folder: string, operations: number): void {
  cpSync("openapi", folder, { recursive: true });
  const read = (file: string) => readFileSync(join("openapi", file), "utf8");
  const [root, operation, parameter] = [
    read("openapi.yaml"),
    read(join("paths", pathFile)),
    read("components/parameters/CustomerId.yaml"),
  ];

  let paths = "";
  for (let number = 2; number <= operations; number++) {
    const rename = (text: string) =>
      text
        .replaceAll("customerId", `customer${number}Id`)
        .replaceAll("CustomerId.yaml", `Customer${number}Id.yaml`)
        .replaceAll("ByCustomerId", `ByCustomer${number}Id`)
        .replaceAll("/customer/", `/customer-${number}/`)
        .replaceAll("v0_customer_", `v0_customer-${number}_`);
    writeFileSync(join(folder, "paths", rename(pathFile)), rename(operation));
    writeFileSync(join(folder, "components/parameters", `Customer${number}Id.yaml`), rename(parameter));
    paths += `  ${rename("/api/v0/customer/{customerId}")}:\n    $ref: paths/${rename(pathFile)}\n`;
  }
  writeFileSync(
    join(folder, "openapi.yaml"),
    root.replace(/^components:/m, () => `${paths}components:`),
  );
}
