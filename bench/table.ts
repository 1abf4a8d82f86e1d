import { median } from "./rounds.js";

/** A Markdown table: text in the first column, figures in the others. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** The median, with the minimum and the maximum of the rounds. */
export function spread(samples: readonly number[], digits = 0): string {
  const [middle, min, max] = [median(samples), Math.min(...samples), Math.max(...samples)];
  return `${figure(middle, digits)} (${figure(min, digits)}–${figure(max, digits)})`;
}

/** Rounded, with a no-break space between thousands. */
export function figure(value: number, digits = 0): string {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

export function mebibytes(bytes: number): string {
  return `${figure(bytes / 1_024 ** 2)} MiB`;
}
