import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { inputFile, send } from "./bulk-process.js";
import { makeIds, misbehavingServer } from "./misbehaving-server.js";

/** How often none, one or both of two runs on one journal, started at the same time, got to their first request. */
export async function simultaneousStarts(tries: number): Promise<{ none: number; one: number; both: number }> {
  const counts = { none: 0, one: 0, both: 0 };
  const ids = makeIds(1);
  for (let number = 0; number < tries; number++) {
    const server = await misbehavingServer(ids, () => "no response");
    const folder = mkdtempSync(join(tmpdir(), "bulk-starts-"));
    const file = inputFile(ids, folder);
    // In every second try, a run that was killed has left its lock.
    if (number % 2 === 1) writeFileSync(`${file}.journal.ndjson.lock.${hostname()}.1.1`, "");
    const runs = [send(server, file, 1), send(server, file, 1)];
    const ended: string[] = [];
    for (const { exited } of runs) void exited.then(({ output }) => ended.push(output));
    // Each of them ends, or sends its request, which gets no response.
    while (ended.length + server.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const odd = ended.find((output) => !/process \d+ on \S+ is writing /.test(output));
    if (odd !== undefined) throw new Error(`a run ended for another reason than the lock:\n${odd}`);
    counts[server.requests.length >= 2 ? "both" : server.requests.length === 1 ? "one" : "none"]++;
    for (const { process } of runs) process.kill("SIGKILL");
    for (const { exited } of runs) await exited;
    await server.close();
    rmSync(folder, { recursive: true });
  }
  return counts;
}
