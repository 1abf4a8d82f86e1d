/** For a literal in single quotes of a POSIX shell, in which no character can be escaped. */
export function inShellQuotes(text: string): string {
  return text.replaceAll("'", "'\\''");
}

/** The text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${inShellQuotes(text)}'`;
}
