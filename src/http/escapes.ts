/**
 * Undoes one layer of the escapes of JSON, JavaScript, URLs and HTML. A byte (`%c3`, `\xc3`) becomes one character, since
 * only secrets are looked for in the result. It takes a time linear to the text's length.
 */
export function unescape(text: string): string {
  return text.replace(escapes, (escape, decimal?: string, name?: string, character?: string) => {
    if (character !== undefined) return character.replace(/\w/, " "); // \n and the like.
    if (name !== undefined) return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[name] ?? escape;
    const code = Number(decimal ?? `0x${escape.replace(/\W|[ux]/gi, "")}`);
    // Without the highest plane, of private characters, so that no number is too large.
    return String.fromCodePoint(code & 0xfffff);
  });
}

const escapes = /(?:%|\\x)[\da-f]{2}|\\u[\da-f]{4}|&#x[\da-f]{1,9};|&#(\d{1,9});|&(\w{2,4});|\\(.)/gi;
