/** A TSDoc comment of these paragraphs of Markdown, and these tags below them. */
export function tsDoc(paragraphs: (string | undefined)[], tags: string[] = []): string {
  const texts = paragraphs.flatMap((paragraph) => (paragraph === undefined ? [] : escapeTags(paragraph).trim()));
  const text = [...texts, ...(tags.length === 0 ? [] : [tags.join("\n")])].join("\n\n");
  const written = text.replaceAll("*/", "*\\/");
  return written.includes("\n") ? `/**\n${written.replace(/^/gm, " * ")}\n */` : `/** ${written} */`;
}

/**
 * Markdown in which an editor and TypeDoc find no tag, neither of TSDoc nor of HTML: `@param` becomes `\@param`. Code is
 * left as it is.
 */
export function escapeTags(markdown: string): string {
  return markdown.replace(codeOrTag, (match) => (/^[{}@<]$/.test(match) ? `\\${match}` : match));
}

/** Escapes "@" at the start of a word, which would end the example. Braces need no escape there. */
export function escapeExample(text: string): string {
  return text.replace(/(?<!\S)@/g, "\\@");
}

/** Inline code of any text. */
export function code(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const ticks = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^`|`$/.test(text) ? " " : "";
  return `${ticks}${space}${text}${space}${ticks}`;
}

/**
 * As TypeDoc reads it: an escape, a code block, a code span without a blank line, or a character that can be of a tag. A link
 * in angle brackets is none.
 */
const codeOrTag =
  /\\[^]|^[ \t]*(`{3,})(?!`)[^]*?(?<!`)\1(?!`)|(?<!`)(`+)(?!`)(?:\\[^]|(?!\n\s*\n)[^\\])*?(?<!`)\2(?!`)|[{}]|<(?=[a-z/!?])(?!(?:https?|mailto):)|(?<!\w)@/gim;
