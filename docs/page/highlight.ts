/** TypeScript as HTML, with comments, strings and keywords marked. Run when the site is built, and by the Try it page. */
export function highlight(code: string): string {
  return code.replace(token, (text, comment?: string, string?: string, keyword?: string) => {
    const kind = comment !== undefined ? "comment" : string !== undefined ? "string" : keyword && "keyword";
    return kind === undefined ? escapeHtml(text) : `<span class="${kind}">${escapeHtml(text)}</span>`;
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const keywords =
  "import|from|const|let|async|await|function|return|if|else|try|catch|throw|new|for|of|instanceof|true|false|undefined";
const token = new RegExp(`(//.*)|("(?:[^"\\\\\\n]|\\\\.)*"|\`[^\`]*\`)|\\b(${keywords})\\b|[&<>"]`, "g");
