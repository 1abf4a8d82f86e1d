// @ts-check
import { withoutEvidence } from "./evidence-mark.js";

/** The members that have texts for readers. */
const texts = ["title", "summary", "description"];

/**
 * The word "evidence" occurs only in marks that the generator and the docs recognize. Another form would be published in the
 * package's types.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const evidenceMarked = () => ({
  any(node, { location, report }) {
    for (const [name, text] of Object.entries(Object(node))) {
      if (!texts.includes(name) || typeof text !== "string" || !/evidence/i.test(withoutEvidence(text))) continue;
      report({
        message: `The word "evidence" is for marks such as "(evidence P)" and "(evidence V, W)", with grades of P, V, W and M alone; write what else there is to say outside of the parentheses.`,
        location: location.child(name),
      });
    }
  },
});
