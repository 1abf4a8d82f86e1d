/** The grades of evidence in a text of the description, as marks that link to their legend. */
export function evidence(html: string): string {
  return html.replace(/\(evidence ([A-Z](?:, [A-Z])*)\)/g, (_, grades: string) => {
    const marks = grades.split(", ").map((grade) => {
      return `<a class="evidence" href="#about" title="Evidence ${grade}: see About this description"><span class="visually-hidden">evidence </span>${grade}</a>`;
    });
    return marks.join(" ");
  });
}

/** For a place that holds no link. */
export function withoutEvidence(text: string): string {
  return text.replace(/ \(evidence [^)]*\)/g, "");
}
