// The bundled description as the site needs it: the operations, and the parts that only readers need.
import { parse as parseYaml } from "yaml";

import { readDescription, type Description } from "../generate/description.js";

export interface Document extends Description {
  info: { title: string; version: string; description: string; license: { name: string } };
  securitySchemes: Record<string, { description: string }>;
}

/** @param bundle - the text of the bundled description, which has passed the linter */
export async function readDocument(bundle: string): Promise<Document> {
  // Safe: the linter has checked it against OpenAPI's structure and our rules.
  const { info, components = {} } = parseYaml(bundle) as {
    info: Document["info"];
    components?: Partial<Pick<Document, "securitySchemes">>;
  };
  return { ...(await readDescription(bundle)), info, securitySchemes: components.securitySchemes ?? {} };
}
