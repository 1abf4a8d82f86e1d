import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { inputFile, readJournal, send, startBulk, verdictsIn } from "./bulk-process.js";
import { makeIds, misbehavingServer, someFaults, type MisbehavingServer } from "./misbehaving-server.js";
import { runNode } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { sentAgain, untruths } from "./truth.js";

const ids = makeIds(120);
const known = ids.filter((_, index) => index % 10 !== 0); // The others were never there.
const fast = ["--rate", "400", "--concurrency", "8", "--max-attempts", "9"];
let server: MisbehavingServer;
afterEach(() => server.close());

describe("before anything is sent", () => {
  beforeEach(async () => {
    server = await misbehavingServer(known);
  });

  test("sends nothing without --send, and says how many there are and on which server", async () => {
    const { exitCode, output } = await startBulk(server, [inputFile(ids, temporaryFolder())]).exited;
    expect(exitCode).toBe(0);
    expect(output).toContain(`120 of them have no verdict yet. Server: ${server.url} (not a server of EnKash)`);
    expect(server.requests).toEqual([]);
  });

  test("reports malformed ids with their lines, and refuses the file", async () => {
    const file = inputFile(
      ["customerId,name", "KC00000000000000,a", "kc0,b", '" KC00000000000001 ",c', ",d"],
      temporaryFolder(),
    );
    const { exitCode, output } = await send(server, file, 2).exited;
    expect(exitCode).toBe(1);
    expect(output).toContain(`${file}:3: expected /^KC[A-Z0-9]{14}$/u`);
    expect(output).toContain('got "kc0,b"');
    expect(output).toContain(`${file}:5: expected`);
    expect(output).toContain("nothing was sent: correct the malformed lines first");
    expect(server.requests).toEqual([]);
  });

  test("reports duplicates with their lines, and sends each id once", async () => {
    const file = inputFile(["KC00000000000001", "KC00000000000002", "KC00000000000001"], temporaryFolder());
    const { output } = await send(server, file, 2).exited;
    expect(output).toContain(`${file}:3: KC00000000000001 is on line 1 already`);
    expect(server.requests.map(({ id }) => id)).toEqual(["KC00000000000001", "KC00000000000002"]);
  });

  test.each([
    ["--host is", ["--host", "api.enkash.in", "--count", "120"]],
    ["--count is 120", ["--count", "119"]],
    ["give --count", []],
  ])("refuses a real run that is not confirmed: %s", async (message, options) => {
    const host = options.includes("--host") ? [] : ["--host", new URL(server.url).host];
    const { exitCode, output } = await startBulk(server, [
      inputFile(ids, temporaryFolder()),
      "--send",
      ...host,
      ...options,
    ]).exited;
    expect(exitCode).toBe(1);
    expect(output).toContain(`nothing was sent: ${message}`);
    expect(server.requests).toEqual([]);
  });
});

describe("npm run bulk", () => {
  const ids = readFileSync("examples/bulk-delete/ids.csv", "utf8").trim().split("\n");
  const bulk = (args: string[], env = {}) =>
    runNode(["--import", "tsx", "scripts/bulk.ts", "examples/bulk-delete/ids.csv", ...args], { env });

  test("prints what its page shows, on a sandbox of its own", async () => {
    server = await misbehavingServer([]);
    const [, shown] = /^```text\n([^]*?)^```$/m.exec(readFileSync("docs/bulk-delete.md", "utf8")) ?? [];
    const { stdout } = await bulk([], { ENKASH_BASE_URL: undefined });
    expect(stdout.replace(/:\d{4,5} /, ":38573 ")).toBe(shown);
  });

  test("runs the demo without a terminal, with a journal of its own", async () => {
    server = await misbehavingServer(ids);
    const { exitCode, stderr } = await bulk(["--send"], { ENKASH_BASE_URL: undefined });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("add --sandbox");
    const demo = await bulk(["--send", "--sandbox"], { ENKASH_BASE_URL: server.url });
    expect(demo).toMatchObject({ exitCode: 0, stderr: "" });
    const [, journal = ""] = /^12 deleted\. Each verdict is in (.*)\.$/m.exec(demo.stdout) ?? [];
    expect(journal).toMatch(/^\.tmp\/bulk-sandbox-/);
    expect(server.requests).toEqual([]);
    // The demo of before is no reason to report these as deleted.
    const confirmed = ["--send", "--host", new URL(server.url).host, "--count", "12"];
    const own = ["--journal", join(temporaryFolder(), "own.ndjson")];
    const real = await bulk([...confirmed, ...own], { ENKASH_BASE_URL: server.url, ENKASH_ACCESS_TOKEN: "any" });
    expect(real.stdout).toContain("12 deleted");
    expect(server.customers.size).toBe(0);
  });

  test("deletes the customers of the file on the server that it is given", async () => {
    server = await misbehavingServer(ids);
    const confirmed = ["--send", "--host", new URL(server.url).host, "--count", String(ids.length)];
    const journal = ["--journal", join(temporaryFolder(), "journal.ndjson")];
    const env = { ENKASH_BASE_URL: server.url, ENKASH_ACCESS_TOKEN: "any" };
    expect((await bulk([...confirmed, ...journal], env)).exitCode).toBe(0);
    expect(server.customers.size).toBe(0);
  });
});

describe("one verdict an id, which is the truth", () => {
  test("behind a proxy that sends 503 and 429, resets, and loses responses", async () => {
    server = await misbehavingServer(known, someFaults);
    const file = inputFile(ids, temporaryFolder());
    const { exitCode, output } = await send(server, file, ids.length, fast).exited;
    const journal = readJournal(`${file}.journal.ndjson`);
    expect(untruths(journal, ids, known, server)).toEqual([]);
    expect(sentAgain(journal)).toEqual([]);
    expect(server.requests.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(20);
    expect(output).toMatch(/\d+ deleted, \d+ already gone, \d+ gone, probably by us\. Each verdict is in/);
    expect(exitCode).toBe(0);
  });

  test("after kill -9 in the middle, and a last line that was cut off", async () => {
    server = await misbehavingServer(known, someFaults);
    const file = inputFile(ids, temporaryFolder());
    const journal = `${file}.journal.ndjson`;
    for (const verdicts of [20, 60]) {
      const left = ids.length - verdictsIn(journal);
      const { process, exited, until } = send(server, file, left, fast);
      await until(() => verdictsIn(journal) >= verdicts);
      process.kill("SIGKILL");
      await exited;
      appendFileSync(journal, '{"id":"KC00000000000119","verd');
    }
    const left = ids.length - verdictsIn(journal);
    await send(server, file, left, fast).exited;
    expect(untruths(readJournal(journal), ids, known, server)).toEqual([]);
    expect(sentAgain(readJournal(journal))).toEqual([]);
  });

  test("keeps errorType and requestId of a refusal, and writes it to a file that is an input again", async () => {
    server = await misbehavingServer(known, (id, nth) => (id === known[3] && nth === 1 ? "422" : undefined));
    const file = inputFile(known, temporaryFolder());
    const { exitCode, output } = await send(server, file, known.length, fast).exited;
    expect(exitCode).toBe(1);
    expect(output).toContain("107 deleted, 1 refused");
    expect(readJournal(`${file}.journal.ndjson`)).toContainEqual(
      expect.objectContaining({ id: known[3], verdict: "refused", errorType: "UNPROCESSABLE_REQUEST" }),
    );
    const deadLetters = `${file}.dead-letters.csv`;
    expect(readFileSync(deadLetters, "utf8")).toBe(`customerId,verdict\n${String(known[3])},refused\n`);
    expect((await send(server, deadLetters, 1).exited).output).toContain("1 deleted");
  });

  test("gives up an id after --max-attempts, and knows later that it may have deleted it", async () => {
    server = await misbehavingServer(known, (id, nth) => (id === known[0] && nth === 1 ? "lost by reset" : undefined));
    const file = inputFile(known.slice(0, 2), temporaryFolder());
    expect((await send(server, file, 2, ["--max-attempts", "1"]).exited).output).toContain("1 deleted, 1 not known");
    const again = await send(server, `${file}.dead-letters.csv`, 1).exited;
    expect(again.output).toContain("1 gone, probably by us");
  });

  test("takes a 404 that does not come from the API for no word about the customer", async () => {
    server = await misbehavingServer(known, (_, nth) => (nth === 1 ? "404 of a proxy" : undefined));
    const { output } = await send(server, inputFile(known.slice(0, 1), temporaryFolder()), 1).exited;
    expect(output).toContain("1 deleted");
    expect(server.requests.length).toBe(2);
  });

  test("does not call a customer refused that an earlier request may have deleted", async () => {
    server = await misbehavingServer(known, (_, nth) => (nth === 1 ? "lost by reset" : "422"));
    const { output } = await send(server, inputFile(known.slice(0, 1), temporaryFolder()), 1).exited;
    expect(output).toContain("1 not known");
    expect(server.customers.size).toBe(known.length - 1);
  });
});

describe("stops everything", () => {
  test("at the first 401, and goes on with the same command", async () => {
    server = await misbehavingServer(known, (_, nth) =>
      server.requests.length === 30 && nth === 1 ? "401" : undefined,
    );
    const file = inputFile(known, temporaryFolder());
    const stopped = await send(server, file, known.length, ["--concurrency", "1", "--rate", "400"]).exited;
    expect(stopped.exitCode).toBe(1);
    expect(stopped.output).toMatch(/Stopped: .*401/);
    expect(stopped.output).toContain("78 have no verdict yet. To go on, give the same command again.");
    expect(server.requests.length).toBe(31);
    const { exitCode } = await send(server, file, 78, fast).exited;
    expect(exitCode).toBe(0);
    expect(untruths(readJournal(`${file}.journal.ndjson`), known, known, server)).toEqual([]);
  });

  test("after a number of failures in a row", async () => {
    server = await misbehavingServer(known, () => "503");
    const { output } = await send(server, inputFile(known, temporaryFolder()), known.length, ["--max-failures", "15"])
      .exited;
    expect(output).toContain("Stopped: 15 failures in a row, the last one: ");
    expect(server.requests.length).toBeLessThan(15 + 10);
  });

  test("at a refused login, which is not repeated", async () => {
    server = await misbehavingServer(known);
    const credentials = {
      ENKASH_CLIENT_ID: "a",
      ENKASH_CLIENT_SECRET: "b",
      ENKASH_USERNAME: "c",
      ENKASH_PASSWORD: "d",
    };
    const env = { ENKASH_ACCESS_TOKEN: undefined, ...credentials };
    const { output } = await send(server, inputFile(known, temporaryFolder()), known.length, [], env).exited;
    expect(output).toContain("Stopped: passwordGrant: refused");
    expect(output).toContain("108 have no verdict yet. To go on, give the same command again.");
    expect(server.requests.map(({ id }) => id)).toEqual(["token"]);
  });

  test("at a login without a verdict, which may count as a wrong one", async () => {
    server = await misbehavingServer(known, (id) => (id === "token" ? "lost by 502" : undefined));
    const credentials = {
      ENKASH_CLIENT_ID: "a",
      ENKASH_CLIENT_SECRET: "b",
      ENKASH_USERNAME: "c",
      ENKASH_PASSWORD: "d",
    };
    const env = { ENKASH_ACCESS_TOKEN: undefined, ...credentials };
    const { output } = await send(server, inputFile(known, temporaryFolder()), known.length, [], env).exited;
    expect(output).toContain("Stopped: passwordGrant: ");
    expect(server.requests.map(({ id }) => id)).toEqual(["token", "token"]);
  });

  test.each([
    ["above an hour", "3601", 3_601],
    ["beyond the range of a timer", "4000000", 4_000_000],
  ])("at a Retry-After %s, and says when it ends", async (_, seconds, expected) => {
    server = await misbehavingServer(known, (_, nth) => (nth === 1 ? `retry after ${seconds}` : undefined));
    const { exitCode, output } = await send(server, inputFile(known, temporaryFolder()), known.length).exited;
    expect(exitCode).toBe(1);
    const [, until = ""] = /Stopped: .*the server asks to wait until (\S+Z)/.exec(output) ?? [];
    expect(Math.round((Date.parse(until) - (server.requests[0]?.at ?? 0)) / 10_000)).toBe(Math.round(expected / 10));
    expect(server.requests.length).toBeLessThanOrEqual(10); // Those that were under way.
  });

  test("at Ctrl-C, with a response to each request that was under way", async () => {
    server = await misbehavingServer(known);
    const file = inputFile(known, temporaryFolder());
    const journal = `${file}.journal.ndjson`;
    const { process, exited, until } = send(server, file, known.length, ["--rate", "20"]);
    await until(() => verdictsIn(journal) >= 20);
    process.kill("SIGINT");
    const { output } = await exited;
    expect(output).toContain("Stopped: SIGINT.");
    expect(verdictsIn(journal)).toBe(server.requests.length);
    expect(server.requests.length).toBeLessThan(known.length);
  });
});

test("waits as long as Retry-After says, with everything", async () => {
  server = await misbehavingServer(known, () => (server.requests.length === 20 ? "429" : undefined));
  const { output } = await send(server, inputFile(known, temporaryFolder()), known.length, [
    "--concurrency",
    "1",
    "--rate",
    "400",
  ]).exited;
  const asked = server.requests.findIndex(({ fault }) => fault === "429");
  const [before, after] = [server.requests[asked], server.requests[asked + 1]];
  expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  expect(output).toContain("108 deleted");
});

test("waits as long as the server asked the run before, too", async () => {
  server = await misbehavingServer(known, () => (server.requests.length === 0 ? "retry after 8" : undefined));
  const file = inputFile(known.slice(0, 2), temporaryFolder());
  const one = ["--concurrency", "1"];
  const { exited, until, process } = send(server, file, 2, one);
  await until(() => readJournal(`${file}.journal.ndjson`).length >= 2);
  process.kill("SIGKILL");
  await exited;
  expect((await send(server, file, 2, one).exited).output).toContain("2 deleted");
  const [asked, next] = server.requests;
  expect((next?.at ?? 0) - (asked?.at ?? 0)).toBeGreaterThanOrEqual(8_000);
});

test("groups the options of --help, with defaults in the unit of the option", async () => {
  server = await misbehavingServer([]);
  const { stdout } = await runNode(["--import", "tsx", "scripts/bulk.ts", "--help"]);
  for (const heading of ["What:", "Pace:", "Limits:", "Workers:", "Sandbox:"])
    expect(stdout).toContain(`\n${heading}\n`);
  expect(stdout).toMatch(/--lock <seconds> .*seconds until[^]*\(default: 15\)/);
});

test.each([
  ["nope.csv", undefined, "nope.csv: ENOENT: no such file or directory"],
  ["header", "CustomerID\nKC00000000000000\n", "header:1: expected /^KC[A-Z0-9]{14}$/u (or a header"],
  ["semicolons", "customerId;name\nKC00000000000000;a\n", 'got "customerId;name"'],
  ["two columns", "KC00000000000000,KC00000000000001\n", "two columns:1: expected"],
  ["two names", "customerId,customerId\nKC00000000000000,KC00000000000001\n", "two names:1: expected"],
  ["a shifted row", "name,customerId\nAcme, Inc,KC00000000000000\n", "a shifted row:2: Invalid Record Length"],
  ["NUL", "KC00000000000000\nKC00000000000001\0\n", "NUL:2: expected"],
  ["a quote", 'KC00000000000000\n"KC00000000000001\n', "a quote:2: Quote Not Closed"],
  ["a long line", `KC00000000000000\n${"A".repeat(10_000_000)}\n`, "a long line:2: Max Record Size"],
  ["no line", "", "no line is empty"],
])("refuses a file in one line that says where: %s", async (name, text, message) => {
  server = await misbehavingServer(known);
  const file = join(temporaryFolder(), name);
  if (text !== undefined) writeFileSync(file, text);
  const { exitCode, output } = await send(server, file, 1).exited;
  expect(exitCode).toBe(1);
  expect(output).toContain(message);
  expect(output.toLowerCase()).toContain("nothing was sent");
  expect(output.split("\n").every((line) => line.length < 300)).toBe(true);
  expect(server.requests).toEqual([]);
});

test.each([
  ["quotes", '"KC00000000000000"\n"KC00000000000001"\n'],
  ["a byte order mark and CR LF", "\uFEFFcustomerId\r\nKC00000000000000\r\nKC00000000000001\r\n"],
  ["CR", "KC00000000000000\rKC00000000000001\r"],
])("reads a file with %s", async (_, text) => {
  server = await misbehavingServer(known);
  const file = join(temporaryFolder(), "ids.csv");
  writeFileSync(file, text);
  const { exitCode, output } = await startBulk(server, [file]).exited;
  expect(exitCode).toBe(0);
  expect(output).toContain("2 ids, 0 malformed, 0 duplicates");
});

test("refuses a second run on a journal that is being written", async () => {
  server = await misbehavingServer(known);
  const file = inputFile(known, temporaryFolder());
  const first = send(server, file, known.length, ["--rate", "1"]); // Still at work when the second starts.
  await first.until(() => verdictsIn(`${file}.journal.ndjson`) > 0);
  const second = await send(server, file, known.length).exited;
  expect(second.output).toContain(
    `process ${String(first.process.pid)} on ${hostname()} is writing ${file}.journal.ndjson`,
  );
  first.process.kill("SIGINT");
  await first.exited;
});
