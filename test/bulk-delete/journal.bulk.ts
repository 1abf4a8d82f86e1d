import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { headerOf, inputFile, readJournal, send, startBulk, verdictsIn } from "./bulk-process.js";
import { makeIds, misbehavingServer, type MisbehavingServer } from "./misbehaving-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { simultaneousStarts } from "./simultaneous-starts.js";
import { untruths } from "./truth.js";

const ids = makeIds(40);
const fast = ["--rate", "400", "--concurrency", "8"];
let server: MisbehavingServer;
let folder: string;
let file: string;
beforeEach(async () => {
  server = await misbehavingServer(ids);
  folder = temporaryFolder();
  file = inputFile(ids, folder);
});
afterEach(() => server.close());

const journal = () => `${file}.journal.ndjson`;
const verdict = (id = "") =>
  `${JSON.stringify({ id, verdict: "deleted", mayBeDeleted: false, at: "2026-01-02T03:04:05.006Z" })}\n`;

describe("the server of a journal", () => {
  test("is the only one whose verdicts it holds: another one is refused, and needs a journal of its own", async () => {
    expect((await send(server, file, ids.length, fast).exited).exitCode).toBe(0);
    const before = readFileSync(journal());
    const live = await misbehavingServer(ids);
    const refused = await send(live, file, ids.length, fast).exited;
    expect(refused.exitCode).toBe(1);
    expect(refused.output).toContain(
      `${journal()}:1: expected a journal of ${live.url}; got ${headerOf(server)}; use another --journal`,
    );
    expect(live.requests).toEqual([]);
    expect(readFileSync(journal())).toEqual(before);

    const own = ["--journal", join(folder, "live.ndjson")];
    expect((await send(live, file, ids.length, [...fast, ...own]).exited).output).toContain("40 deleted");
    expect(live.customers.size).toBe(0);
    await live.close();
  });

  test("is the same with a slash at the end", async () => {
    writeFileSync(journal(), `${headerOf(server)}\n${verdict(ids[0])}`);
    const { output } = await startBulk(server, [file], { ENKASH_BASE_URL: `${server.url}/` }).exited;
    expect(output).toContain("39 of them have no verdict yet");
  });

  test("is shown with the time of the verdicts, if nothing was sent now", async () => {
    writeFileSync(journal(), `${headerOf(server)}\n${ids.map(verdict).join("")}`);
    const { exitCode, output } = await send(server, file, 0).exited;
    expect(exitCode).toBe(0);
    expect(output).toContain("Nothing was sent now.\n");
    expect(output).toContain(`40 deleted, the last at 2026-01-02T03:04:05.006Z on ${server.url}. Each verdict is in`);
    expect(server.requests).toEqual([]);
  });
});

describe("a file that is not ours, or is torn", () => {
  test.each([
    ["JSON without a final newline", '{"a":1}', 1, "expected a journal"],
    ["JSON", '{"a":1}\n{"b":2}\n', 1, "expected a journal of"],
    ["text", "important", 1, "expected a journal"],
    ["a line that is joined to a torn one", "", 2, "in JSON at position"],
    ["a verdict that there is not", "", 2, "expected a line"],
  ])("is not changed, and refused with its line: %s", async (name, text, line, message) => {
    const bad = name.startsWith("a line")
      ? `{"id":"KC0000{"id":"${ids[1] ?? ""}"}\n`
      : verdict(ids[1]).replace("deleted", "gone");
    const content = text === "" ? `${headerOf(server)}\n${bad}${verdict(ids[2])}` : text;
    writeFileSync(join(folder, "target"), content);
    symlinkSync("target", join(folder, "link"));
    for (const path of ["target", "link"].map((name) => join(folder, name))) {
      const { exitCode, output } = await send(server, file, ids.length, ["--journal", path]).exited;
      expect(exitCode).toBe(1);
      expect(output).toContain(`${path}:${line}: `);
      expect(output).toContain(message);
    }
    expect(readFileSync(join(folder, "target"), "utf8")).toBe(content);
    expect(server.requests).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["ids.csv", "link", "target"]);
  });

  test("keeps a torn last line without --send, and drops it with the first line that is written", async () => {
    const torn = `${headerOf(server)}\n${verdict(ids[0])}{"id":"KC0000`;
    writeFileSync(journal(), torn);
    const checked = await startBulk(server, [file]).exited;
    expect(checked.output).toContain("39 of them have no verdict yet");
    await send(server, file, 12).exited; // Not confirmed.
    expect(readFileSync(journal(), "utf8")).toBe(torn);
    expect((await send(server, file, 39, fast).exited).exitCode).toBe(0);
    expect(new Set(readJournal(journal()).map(({ id }) => id)).size).toBe(ids.length);
  });

  test.each(["", headerOf({ url: "http://127.0.0.1" }).slice(0, 30)])(
    "begins again after a torn first line: %s",
    async (start) => {
      writeFileSync(journal(), start);
      expect((await send(server, file, ids.length, fast).exited).exitCode).toBe(0);
      expect(untruths(readJournal(journal()), ids, ids, server)).toEqual([]);
    },
  );
});

test("a full disk ends the run, and the next one reads what is there", async () => {
  const disk = join(folder, "disk");
  execFileSync("mkdir", [disk]);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
  try {
    writeFileSync(join(disk, "filler"), Buffer.alloc(48 * 1_024));
    const path = join(disk, "journal.ndjson");
    const many = makeIds(150);
    await server.close();
    server = await misbehavingServer(many);
    file = inputFile(many, folder);
    const full = send(server, file, many.length, [...fast, "--journal", path]);
    // Space that becomes free is not used by the run that has failed.
    await full.until(
      () => full.output().includes("no space left") || statSync(path, { throwIfNoEntry: false })?.size === 16_384,
    );
    rmSync(join(disk, "filler"));
    const { exitCode, output } = await full.exited;
    expect(exitCode).toBe(1);
    expect(output).toMatch(/Stopped: ENOSPC: no space left on device/);
    expect(output).toContain("To go on, give the same command again.");
    const next = await send(server, file, many.length - verdictsIn(path), [...fast, "--journal", path]).exited;
    expect(next.output).toContain("Nothing is left to do.");
    expect(untruths(readJournal(path), many, many, server)).toEqual([]);
  } finally {
    execFileSync("umount", [disk]);
  }
});

describe("the lock", () => {
  test("lets at most one of two simultaneous starts run (npm run kills:bulk tries 300 times)", async () => {
    const { none, one, both } = await simultaneousStarts(10);
    expect({ both, all: none + one }).toEqual({ both: 0, all: 10 });
  });

  const start = /^\d+ \(.*\) \S(?: \S+){18} (\d+)/.exec(readFileSync("/proc/self/stat", "utf8"))?.[1] ?? "";

  test.each([
    ["a process that has ended", () => `${hostname()}.4194303.1`],
    ["a process whose number another one has now", () => `${hostname()}.${process.pid}.1`],
    ["the first process of a container that was killed", () => `${hostname()}.1.1`],
  ])("of %s does not block", async (_, name) => {
    writeFileSync(`${journal()}.lock.${name()}`, "");
    writeFileSync(`${journal()}.lock`, "");
    expect((await send(server, file, ids.length, fast).exited).exitCode).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes(".lock."))).toEqual([]);
  });

  test.each([
    ["a process that runs", () => `${hostname()}.${process.pid}.${start}`],
    ["a process on another host", () => `elsewhere.1.1`],
  ])("of %s blocks, also under another name of the journal, and says what to do", async (_, name) => {
    writeFileSync(journal(), "");
    symlinkSync(journal(), join(folder, "link"));
    writeFileSync(`${journal()}.lock.${name()}`, "");
    const { exitCode, output } = await send(server, file, ids.length, ["--journal", join(folder, "link")]).exited;
    expect(exitCode).toBe(1);
    expect(output).toContain(`if it has ended, remove ${journal()}.lock.${name()}`);
    expect(server.requests).toEqual([]);
  });
});
