import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";

import { CsvError, parse } from "csv-parse";
import { parameterPatterns } from "enkash-customer-client";

import type { Customer } from "./run.js";

const { customerId: pattern } = parameterPatterns.deleteCustomerByCustomerId;
const expected = `expected ${pattern} (or a header with one customerId, and commas)`;

/** Reads the ids of a CSV file, each once, and prints what is wrong with it. */
export async function readIds(path: string): Promise<Map<string, Customer>> {
  const customers = new Map<string, Customer>();
  const [malformed, duplicates]: [string[], string[]] = [[], []];
  const parser = parse({ bom: true, info: true, max_record_size: 10_000, skip_empty_lines: true, trim: true });
  pipeline(createReadStream(path), parser, () => undefined); // Its error is thrown by the loop.
  let header: string[] | undefined;
  try {
    // Safe: csv-parse's streams are not typed; with `info` and without `columns` its rows have this form.
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      header ??= record.filter((name) => name === "customerId").length === 1 ? record : ["customerId"];
      if (header === record) continue;
      const id = record[header.indexOf("customerId")] ?? "";
      const first = customers.get(id);
      const mayBeDeleted = record[header.indexOf("verdict")] === "not known";
      const isId = record.length === header.length && pattern.test(id);
      if (first !== undefined) duplicates.push(`${path}:${info.lines}: ${id} is on line ${first.line} already`);
      else if (isId) customers.set(id, { line: info.lines, mayBeDeleted, verdict: undefined, attempts: 0 });
      else malformed.push(`${path}:${info.lines}: ${expected}; got ${JSON.stringify(record.join().slice(0, 40))}`);
    }
  } catch (error) {
    const [line, advice] = error instanceof CsvError ? [`:${error["lines"]}`, " (a quote may begin above)"] : ["", ""];
    // Safe: no others are thrown.
    throw new Error(`nothing was sent: ${path}${line}: ${(error as Error).message}${advice}`, { cause: error });
  }
  for (const problem of [...malformed, ...duplicates].slice(0, 50)) console.log(problem);
  console.log(`${path}: ${customers.size} ids, ${malformed.length} malformed, ${duplicates.length} duplicates.`);
  if (malformed.length > 0) throw new Error("nothing was sent: correct the malformed lines first");
  if (customers.size === 0) throw new Error(`nothing was sent: ${path} is empty`);
  return customers;
}
