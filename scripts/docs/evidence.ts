import { evidenceMark } from "../../scripts/lint/evidence-mark.js";

/** The grades of evidence in a text of the description, as marks that link to their legend. */
export function evidence(html: string): string {
  return html.replace(evidenceMark, (_, grades: string) => {
    const marks = grades.split(/,\s+/).map((grade) => {
      return ` <a class="evidence" href="#about" title="Evidence ${grade}: see About this description"><span class="visually-hidden">evidence </span>${grade}</a>`;
    });
    return marks.join("");
  });
}
