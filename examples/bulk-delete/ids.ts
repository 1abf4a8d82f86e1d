import { createReadStream } from "node:fs";

import { parse } from "csv-parse";
import { parameterPatterns } from "enkash-customer-client";

export interface IdFile {
  /** Each id once, with its line. */
  ids: Map<string, number>;
  /** Ids that an earlier run gave up on: its requests may have deleted them. */
  mayBeGone: Set<string>;
  /** One sentence for each line that is not an id. */
  malformed: string[];
  /** One sentence for each id that was seen before. */
  duplicates: string[];
}

/** Reads a CSV file: the column `customerId` if there is a header, the first column if not. */
export async function readIds(path: string): Promise<IdFile> {
  const file: IdFile = { ids: new Map(), mayBeGone: new Set(), malformed: [], duplicates: [] };
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  createReadStream(path)
    .on("error", (error) => parser.destroy(error))
    .pipe(parser);

  let header: string[] | undefined;
  // Sound: csv-parse's streams are not typed; with `info` and without `columns` its rows have this form.
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (header === undefined && record.includes("customerId")) {
      header = record;
      continue;
    }
    header ??= ["customerId"];
    const id = record[header.indexOf("customerId")] ?? "";
    const firstLine = file.ids.get(id);
    if (!parameterPatterns.customerId.test(id)) {
      file.malformed.push(`${path}:${info.lines}: expected ${parameterPatterns.customerId}; got ${JSON.stringify(id)}`);
    } else if (firstLine !== undefined) {
      file.duplicates.push(`${path}:${info.lines}: ${id} is on line ${firstLine} already`);
    } else {
      file.ids.set(id, info.lines);
      if (record[header.indexOf("verdict")] === "not known") file.mayBeGone.add(id);
    }
  }
  return file;
}
