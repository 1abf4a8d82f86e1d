/** A TSDoc comment of these paragraphs. */
export function tsDoc(paragraphs: (string | undefined)[]): string {
  const text = paragraphs.flatMap((paragraph) => paragraph?.trim() ?? []).join("\n\n");
  return `/**\n${text.replaceAll("*/", "*\\/").replace(/^/gm, " * ")}\n */`;
}
