// @ts-check

/**
 * The one form in which a text of the description gives the grades of its evidence: "(evidence P)" or "(evidence V, W)", with
 * the space before it. The group has the grades.
 */
export const evidenceMark = /\s*\(evidence\s+([PVWM](?:,\s+[PVWM])*)\)/g;

/**
 * The text for a place that is not about evidence.
 *
 * @param {string} text
 */
export function withoutEvidence(text) {
  return text.replace(evidenceMark, "");
}
