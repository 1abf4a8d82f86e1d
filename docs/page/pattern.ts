// Says which character of a text breaks a pattern, for patterns that are a plain sequence such as ^KC[A-Z0-9]{14}$.

/** One piece of a pattern: the characters it takes, and how many of them. */
interface Piece {
  takes: RegExp;
  /** For readers: "K", "A-Z or 0-9". */
  name: string;
  min: number;
  max: number;
}

/** @returns undefined if the text matches, or if the pattern is of another kind */
export function explainMismatch(pattern: string, text: string): string | undefined {
  const pieces = piecesOf(pattern);
  if (pieces === undefined || new RegExp(pattern, "u").test(text)) return undefined;
  const characters = Array.from(text);
  // The positions in the pattern that the text may have reached: a piece and how many characters it has taken so far.
  let places = onward(pieces, [{ piece: 0, taken: 0 }]);
  for (const [index, character] of characters.entries()) {
    const next = places.filter(({ piece }) => pieces[piece]?.takes.test(character) === true);
    if (next.length === 0) {
      const expected = expectedAt(pieces, places);
      return `Character ${index + 1} is ${JSON.stringify(character)}; expected ${expected}.`;
    }
    places = onward(
      pieces,
      next.map(({ piece, taken }) => ({ piece, taken: taken + 1 })),
    );
  }
  const missing = Math.min(...places.map((place) => shortBy(pieces, place)));
  return `${missing} ${missing === 1 ? "character is" : "characters are"} missing; character ${characters.length + 1} must be ${expectedAt(pieces, places)}.`;
}

interface Place {
  piece: number;
  taken: number;
}

/** Adds the positions that are reached without a further character, and drops full pieces. */
function onward(pieces: Piece[], places: Place[]): Place[] {
  const reached = places.flatMap(({ piece, taken }): Place[] => {
    const { min, max } = pieces[piece] ?? { min: Infinity, max: Infinity };
    const here = taken < max ? [{ piece, taken }] : [];
    return taken < min ? here : [...here, ...onward(pieces, [{ piece: piece + 1, taken: 0 }])];
  });
  return reached;
}

function expectedAt(pieces: Piece[], places: Place[]): string {
  const names = places.map(({ piece }) => pieces[piece]?.name ?? "the end");
  return [...new Set(names)].join(" or ");
}

function shortBy(pieces: Piece[], { piece, taken }: Place): number {
  const rest = pieces.slice(piece).reduce((sum, { min }) => sum + min, 0);
  return Math.max(0, rest - taken);
}

function piecesOf(pattern: string): Piece[] | undefined {
  const sequence = /^\^((?:\[(?:[^\]\\]|\\.)+\]|\\[dw]|\\\W|[^\\()|[\]{}?*+.^$])(?:\{\d+(?:,\d*)?\}|[?*+])?)+\$$/;
  if (!sequence.test(pattern)) return undefined;
  const piece = /(\[(?:[^\]\\]|\\.)+\]|\\.|[^\\])(?:\{(\d+)(,?)(\d*)\}|([?*+]))?/g;
  return Array.from(pattern.slice(1, -1).matchAll(piece), ([, atom = "", least, comma, most, sign]) => {
    const min = least === undefined ? (sign === "?" || sign === "*" ? 0 : 1) : Number(least);
    const unbounded = sign === "*" || sign === "+" || (comma === "," && most === "");
    const max = unbounded ? Infinity : most ? Number(most) : Math.max(min, 1);
    return { takes: new RegExp(`^${atom}$`, "u"), name: nameOf(atom), min, max };
  });
}

function nameOf(atom: string): string {
  const ranges: Record<string, string> = { "\\d": "0-9", "\\w": "A-Z, a-z, 0-9 or _" };
  if (!atom.startsWith("[")) return ranges[atom] ?? JSON.stringify(atom.replace("\\", ""));
  const negated = atom.startsWith("[^");
  const parts = atom.slice(negated ? 2 : 1, -1).match(/\\?.-\\?.|\\.|./g) ?? [];
  const named = parts.map(
    (part) => ranges[part] ?? (/^.-.$/.test(part) ? part : JSON.stringify(part.replace("\\", ""))),
  );
  return `${negated ? "anything but " : ""}${named.join(" or ")}`;
}
