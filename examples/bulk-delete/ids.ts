import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

import { parse } from "csv-parse";
import { parameterPatterns } from "enkash-customer-client";

/** Each id once. `mayBeGone` says that an earlier run gave it up: its requests may have deleted the customer. */
export type Ids = ReadonlyMap<string, { line: number; mayBeGone: boolean }>;

/** Reads a CSV file, and prints what is wrong with it. */
export async function readIds(path: string): Promise<Ids> {
  const ids = new Map<string, { line: number; mayBeGone: boolean }>();
  const malformed: string[] = [];
  const duplicates: string[] = [];
  let header: string[] | undefined;

  function take(record: string[], line: number): void {
    if (header === undefined && record.includes("customerId")) {
      header = record;
      return;
    }
    header ??= ["customerId"];
    const id = record[header.indexOf("customerId")] ?? "";
    const first = ids.get(id);
    if (!parameterPatterns.customerId.test(id))
      malformed.push(`${path}:${line}: expected ${parameterPatterns.customerId}; got ${JSON.stringify(id)}`);
    else if (first !== undefined) duplicates.push(`${path}:${line}: ${id} is on line ${first.line} already`);
    else ids.set(id, { line, mayBeGone: record[header.indexOf("verdict")] === "not known" });
  }

  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  // Sound: csv-parse's streams are not typed; with `info` and without `columns` its rows have this form.
  await pipeline(
    createReadStream(path),
    parser,
    async (rows: AsyncIterable<{ record: string[]; info: { lines: number } }>) => {
      for await (const { record, info } of rows) take(record, info.lines);
    },
  );
  for (const problem of [...malformed, ...duplicates].slice(0, 50)) console.log(problem);
  console.log(`${path}: ${ids.size} ids, ${malformed.length} malformed, ${duplicates.length} duplicates.`);
  if (malformed.length > 0) throw new Error("nothing was sent: correct the malformed lines first");
  return ids;
}
