// generated/enums.ts: a constant for each enum of the component schemas. The main entry exports them all.
import { enumConstant } from "../lint/generated-names.js";
import type { DescribedSchema, Description } from "./description.js";
import { tsDoc } from "./ts-doc.js";

export function enumsFile({ schemas }: Description): string {
  const constants = Object.entries(schemas).flatMap(([name, schema]) => enumValues(name, schema));
  return constants.length === 0 ? "export {};" : constants.join("\n");
}

/** The values of the enum, in the description's order. */
function enumValues(name: string, { description, enum: values }: DescribedSchema): string[] {
  if (values === undefined) return [];
  return [`\n${tsDoc([description])}\nexport const ${enumConstant(name)} = ${JSON.stringify(values)} as const;\n`];
}
