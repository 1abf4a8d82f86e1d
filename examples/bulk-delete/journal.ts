import fs from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

import type { EnkashApiError } from "enkash-customer-client";

/** The result of one request. */
export interface Result extends Partial<Pick<EnkashApiError, "errorType" | "requestId" | "retryAfterMs">> {
  /** The name of the request, if there are many machines. */
  resultOf?: string;
  /** Undefined if the request has to be sent again. */
  verdict?: "deleted" | "already gone" | "gone, probably by us" | "refused" | "not known" | undefined;
  /** Why the customer is not known to be deleted. */
  reason?: string;
  /** Whether this request, or one before it, may have deleted the customer although no response said so. */
  mayBeDeleted: boolean;
  /** Applies to the whole run, not to this customer: `"wait"` after a 429, `"stop"` after a 401 or 403. */
  forAll?: "wait" | "stop";
}

/** The line before a request has its name as `sending`. */
export type Line = Result & { id: string; at: string; sending?: string };

/**
 * An append-only NDJSON file, which is the report too. Opening it changes nothing. If it will be written, no other process
 * may write it. Returns what appends a line.
 */
export async function openJournal(path: string, server: string, willWrite: boolean, take: (line: Line) => void) {
  const isThere = fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  if (!isThere && !fs.existsSync(dirname(path))) throw new Error(`--journal: there is no folder ${dirname(path)}`);
  const file = isThere ? fs.realpathSync(path) : join(fs.realpathSync(dirname(path)), basename(path));
  if (willWrite) lock(file);
  const header = JSON.stringify({ version: 1, operation: "deleteCustomerByCustomerId", server });
  let [rest, length, lines]: [Buffer, number, number] = [Buffer.alloc(0), 0, 0];
  try {
    for await (const chunk of isThere ? fs.createReadStream(file, { highWaterMark: 2 ** 20 }) : []) {
      const bytes = Buffer.concat([rest, chunk as Buffer]); // Safe: the stream has no encoding.
      const end = bytes.lastIndexOf("\n") + 1;
      for (const text of bytes.toString("utf8", 0, end).split("\n").slice(0, -1))
        // Safe: `take` refuses what is no line.
        if (++lines > 1) take(JSON.parse(text) as Line);
        else if (text !== header) throw new Error(`expected a journal of ${server}; got ${text.slice(0, 200)}`);
      [rest, length] = [bytes.subarray(end), length + end];
      if (lines === 0 && !header.startsWith(rest.toString())) throw new Error("expected a journal");
    }
  } catch (error) {
    // Safe: no others are thrown.
    throw new Error(`${path}:${lines || 1}: ${(error as Error).message}; use another --journal`, { cause: error });
  }
  let [descriptor, failure]: [number?, Error?] = [];
  return (entry: Omit<Line, "at">): void => {
    if (failure !== undefined) throw failure; // The line would be joined to one that was cut off.
    const line = { ...entry, at: new Date().toJSON() };
    failure = new Error(`${path} could not be written; make room, and give the same command again`);
    const start = descriptor === undefined && lines === 0 ? `${header}\n` : "";
    // A crash or a full disk may have cut off the last line: nothing was sent or reported after it.
    if (descriptor === undefined) fs.ftruncateSync((descriptor = fs.openSync(file, "a")), length);
    fs.appendFileSync(descriptor, `${start}${JSON.stringify(line)}\n`);
    failure = undefined;
    take(line);
  };
}

/**
 * Keeps others from writing a file until this process ends. Each process creates a lock of its own and then looks for those
 * of others, so that of two at least one sees the other. A stale one is removed without a race: its name is not used again.
 */
function lock(file: string): void {
  const own = `${file}.lock.${hostname()}.${process.pid}.${startOf(process.pid)}`;
  fs.writeFileSync(own, "", { flag: "wx" });
  process.once("exit", () => fs.rmSync(own, { force: true }));
  for (const name of fs.readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.lock.`))) {
    const other = `${dirname(file)}/${name}`;
    const [, host, pid, start = ""] = /\.lock\.(.+)\.(\d+)\.(\w+)$/.exec(name) ?? [];
    if (host === undefined || other === own) continue;
    // On another host a process cannot be seen, and may still run.
    if (host === hostname() && !["unknown", start].includes(startOf(Number(pid)))) fs.rmSync(other, { force: true });
    else throw new Error(`process ${pid} on ${host} is writing ${file}; if it has ended, remove ${other}`);
  }
}

/** When a process started, in clock ticks since the boot: another process may get its number. */
function startOf(pid: number): string {
  try {
    process.kill(pid, 0); // Sends nothing. It throws if there is no such process, or if it is another user's.
    const [, state, start] = /.*\) (\S)(?: \S+){18} (\d+)/s.exec(fs.readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state === "Z" ? "ended" : (start ?? "unknown"); // A zombie is killed, and not yet reaped by its parent.
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? "ended" : "unknown"; // Safe: node throws no others here.
  }
}
