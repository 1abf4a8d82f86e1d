import type { Row } from "./facts.js";
import { shownName } from "./redacted.js";
import type { Exchange } from "./send.js";

export function exchangeLine({ step, status, ms, error = "no error", outcome }: Exchange): string {
  return `${step.name.padEnd(13)}  ${status || "---"}  ${String(ms).padStart(5)} ms  the client: ${outcome} (${error})`;
}

/** The table, with what is worth knowing and is no fact of the description. It is Markdown, and can be read as it is. */
export function reportText(host: string, rows: Row[], exchanges: Exchange[], protocols: Set<string>): string {
  const width = Math.max(...rows.map(({ fact }) => fact.length));
  const line = ({ result, grade, fact, seen }: Row) =>
    `| ${result.padEnd(8)} | ${grade.padEnd(4)} | ${fact.padEnd(width)} | ${seen.replaceAll("|", "\\|")} |`;
  const count = (name: Row["result"]) => rows.filter(({ result }) => result === name).length;
  const names = new Set(exchanges.flatMap(({ headers }) => [...headers.keys()].map((name) => shownName(name))));
  return [
    line({ result: "", grade: "from", fact: "fact", seen: "seen" }),
    line({ result: "--------", grade: "----", fact: "-".repeat(width), seen: "----" }),
    ...rows.map(line),
    `\n${count("kept")} kept, ${count("DIFFERS")} differ, ${count("not seen")} not seen. What is kept has grade`,
    `M ${exchanges[0]?.sentAt.slice(0, 10)} ${host}. P, V, W: openapi/README.md; A: an assumption. Protocol: ${[...protocols].join(", ") || "not seen"}. Headers: ${[...names].join(", ") || "none"}.`,
  ].join("\n");
}
