import { appendFileSync, readFileSync } from "node:fs";
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
    expect(output).toContain(`${file}:3: expected /^KC[A-Z0-9]{14}$/u; got "kc0"`);
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

  test("prints what the guide shows, on a sandbox of its own", async () => {
    server = await misbehavingServer([]);
    const [, shown] = /^```text\n([^]*?)^```$/m.exec(readFileSync("docs/bulk-delete.md", "utf8")) ?? [];
    const { stdout } = await bulk([], { ENKASH_BASE_URL: undefined });
    expect(stdout.replace(/:\d{4,5} /, ":38573 ")).toBe(shown);
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
    expect(output).toContain("1 refused");
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
    expect(server.requests.map(({ id }) => id)).toEqual(["token"]);
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
  expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(990);
  expect(output).toContain("108 deleted");
});

test("refuses a second run on a journal that is being written", async () => {
  server = await misbehavingServer(known);
  const file = inputFile(known, temporaryFolder());
  const first = send(server, file, known.length, ["--rate", "20"]);
  await first.until(() => verdictsIn(`${file}.journal.ndjson`) > 0);
  const second = await send(server, file, known.length).exited;
  expect(second.output).toContain(`process ${String(first.process.pid)} is writing ${file}.journal.ndjson`);
  first.process.kill("SIGINT");
  await first.exited;
});
