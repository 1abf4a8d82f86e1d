import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";

import { parse } from "csv-parse";
import { parameterPatterns } from "enkash-customer-client";

const { customerId: pattern } = parameterPatterns.deleteCustomerByCustomerId;

/** Reads the ids of a CSV file, each once, and prints what is wrong with it. */
export async function readIds(path: string) {
  const ids = new Map<string, { line: number; mayBeDeleted: boolean }>();
  const [malformed, duplicates]: [string[], string[]] = [[], []];
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  pipeline(createReadStream(path), parser, () => undefined); // Its error is thrown by the loop.
  let header: string[] | undefined;
  // Safe: csv-parse's streams are not typed; with `info` and without `columns` its rows have this form.
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    header ??= record.includes("customerId") ? record : ["customerId"];
    if (header === record) continue;
    const id = record[header.indexOf("customerId")] ?? "";
    const first = ids.get(id);
    const place = `${path}:${info.lines}`;
    if (first !== undefined) duplicates.push(`${place}: ${id} is on line ${first.line} already`);
    else if (pattern.test(id))
      ids.set(id, { line: info.lines, mayBeDeleted: record[header.indexOf("verdict")] === "not known" });
    else malformed.push(`${place}: expected ${pattern}; got ${JSON.stringify(id)}`);
  }
  for (const problem of [...malformed, ...duplicates].slice(0, 50)) console.log(problem);
  console.log(`${path}: ${ids.size} ids, ${malformed.length} malformed, ${duplicates.length} duplicates.`);
  if (malformed.length > 0) throw new Error("nothing was sent: correct the malformed lines first");
  return ids;
}
