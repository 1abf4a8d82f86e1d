import { dirname, join } from "node:path";

import { inputFile, readJournal, send, startBulk, verdictsIn, type BulkProcess, type Line } from "./bulk-process.js";
import { postgres, redis, type Engine } from "./engines.js";
import { makeIds, misbehavingServer, someFaults, type MisbehavingServer } from "./misbehaving-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ofManyMachines, sentAgain, untruths } from "./truth.js";

const ids = makeIds(200);
const known = ids.filter((_, index) => index % 10 !== 0); // The others were never there.
const lockSeconds = 5;
const pace = ["--rate", "100", "--concurrency", "8", "--max-attempts", "9"];

describe.each([
  ["Redis", redis],
  ["PostgreSQL", postgres],
])("over %s", (_, createEngine) => {
  let engine: Engine;
  let server: MisbehavingServer;
  let file: string;
  let workers: BulkProcess[];
  const workerJournal = (number: number) => join(dirname(file), `worker-${number}.ndjson`);
  const startWorker = (number: number) =>
    startBulk(server, ["--worker", "--journal", workerJournal(number), "--lock", String(lockSeconds), ...pace], {
      BULK_QUEUE_URL: engine.url,
    });
  const ended = async (worker: BulkProcess | undefined) => {
    worker?.process.kill("SIGKILL");
    await worker?.exited;
  };
  const produce = (count = ids.length) => send(server, file, count, pace, { BULK_QUEUE_URL: engine.url });
  const journal = () => `${file}.journal.ndjson`;
  const verdicts = () => verdictsIn(journal());

  beforeAll(async () => {
    engine = await createEngine();
    await engine.start();
  });
  afterAll(() => engine.remove());

  beforeEach(async () => {
    server = await misbehavingServer(known, someFaults);
    file = inputFile(ids, temporaryFolder());
    workers = [startWorker(0), startWorker(1)];
  });
  afterEach(async () => {
    await Promise.all(workers.map(ended));
    await server.close();
  });

  function expectFinished({ exitCode, output }: { exitCode: number | null; output: string }): void {
    expect(output).toMatch(/^[^/]* already gone[^/]*\. Each verdict is in/m);
    expect(exitCode).toBe(0);
  }

  function expectTruth(): void {
    // What the workers sent and read, in the order of time.
    const sent = [0, 1].flatMap((number) => readJournal(workerJournal(number)));
    sent.sort((one: Line, other: Line) => one.at.localeCompare(other.at));
    expect(untruths(ofManyMachines(sent, readJournal(journal())), ids, known, server)).toEqual([]);
    expect(sentAgain(sent)).toEqual([]);
  }

  test("two workers give one verdict an id, which is the truth", async () => {
    expectFinished(await produce().exited);
    expectTruth();
  });

  test("after kill -9 of a worker", async () => {
    const { exited, until } = produce();
    await until(() => verdicts() >= 50);
    await ended(workers[0]);
    workers[0] = startWorker(0);
    expectFinished(await exited);
    expectTruth();
  });

  test("after kill -9 of a worker that does not come back", async () => {
    const { exited, until } = produce();
    await until(() => verdicts() >= 50);
    await ended(workers[0]);
    expectFinished(await exited);
    expect(untruths(readJournal(journal()), ids, known, server).filter((line) => !line.includes("probably"))).toEqual(
      [],
    );
  });

  test("after kill -9 of the producer", async () => {
    const { exited, until, process } = produce();
    await until(() => verdicts() >= 50);
    process.kill("SIGKILL");
    await exited;
    expectFinished(await produce(ids.length - verdicts()).exited);
    expectTruth();
  });

  test("after kill -9 of the engine, which stays away until the locks of all that was under way have expired", async () => {
    const { exited, until } = produce();
    await until(() => verdicts() >= 50);
    await engine.kill();
    await new Promise((resolve) => setTimeout(resolve, 1_500 * lockSeconds));
    await engine.start();
    expectFinished(await exited);
    expectTruth();
  });

  test("the first 401 stops all workers, and the same command goes on", async () => {
    await server.close();
    for (const worker of workers) await ended(worker);
    server = await misbehavingServer(known, () => (server.requests.length === 50 ? "401" : undefined));
    workers = [startWorker(0), startWorker(1)];
    const { exitCode, output } = await produce().exited;
    expect(exitCode).toBe(1);
    expect(output).toMatch(/Stopped: .*401/);
    expect(server.requests.length).toBeLessThan(ids.length);
    expectFinished(await produce(ids.length - verdicts()).exited);
    expectTruth();
  });

  test("Ctrl-C on the producer stops all workers, and the same command goes on", async () => {
    const { exited, until, process } = produce();
    await until(() => verdicts() >= 50);
    process.kill("SIGINT");
    const { output } = await exited;
    expect(output).toContain("Stopped: SIGINT.");
    const sent = server.requests.length;
    expectFinished(await produce(ids.length - verdicts()).exited);
    expect(sent).toBeLessThan(server.requests.length);
    expectTruth();
  });

  test("workers with a wrong password make one login together, and the first one stops all", async () => {
    for (const worker of workers) await ended(worker);
    const credentials = {
      ENKASH_CLIENT_ID: "a",
      ENKASH_CLIENT_SECRET: "b",
      ENKASH_USERNAME: "c",
      ENKASH_PASSWORD: "d",
    };
    const env = { BULK_QUEUE_URL: engine.url, ENKASH_ACCESS_TOKEN: undefined, ...credentials };
    const start = (number: number) => startBulk(server, ["--worker", "--journal", workerJournal(number), ...pace], env);
    workers = [start(0), start(1), start(2)];
    for (const { output, until } of workers) await until(() => output().includes("Working for"));
    const { exitCode, output } = await produce().exited;
    expect(exitCode).toBe(1);
    expect(output).toContain("Stopped: passwordGrant: refused");
    expect(server.requests.map(({ id }) => id)).toEqual(["token"]);
  });

  test("a journal of another server is refused, by the producer and by a worker", async () => {
    expectFinished(await produce().exited);
    const live = await misbehavingServer(known);
    const env = { BULK_QUEUE_URL: engine.url };
    const producer = await send(live, file, ids.length, pace, env).exited;
    expect(producer.output).toContain(`${journal()}:1: expected a journal of ${live.url}`);
    await ended(workers[0]);
    const worker = await startBulk(live, ["--worker", "--journal", workerJournal(0)], env).exited;
    expect(worker.output).toContain(`${workerJournal(0)}:1: expected a journal of ${live.url}`);
    expect([producer.exitCode, worker.exitCode]).toEqual([1, 1]);
    expect(live.requests).toEqual([]);
    await live.close();
  });

  test("all workers wait as long as Retry-After says", async () => {
    await server.close();
    for (const worker of workers) await ended(worker);
    const asked = 20;
    server = await misbehavingServer(known, () => (server.requests.length === asked ? "retry after 3" : undefined));
    workers = [startWorker(0), startWorker(1)];
    expectFinished(
      await send(server, file, ids.length, [...pace, "--concurrency", "1"], { BULK_QUEUE_URL: engine.url }).exited,
    );
    const [before, after] = [server.requests[asked], server.requests[asked + 1]];
    expect(before?.fault).toBe("retry after 3");
    expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
  });

  test("another run asks again, whatever the journals of the workers know of the ids", async () => {
    expectFinished(await produce().exited);
    const sent = server.requests.length;
    const another = ["--journal", `${file}.another.ndjson`];
    const env = { BULK_QUEUE_URL: engine.url };
    expectFinished(await send(server, file, ids.length, [...pace, ...another], env).exited);
    expect(server.requests.length).toBeGreaterThanOrEqual(sent + ids.length);
    expect(readJournal(`${file}.another.ndjson`).filter(({ verdict }) => verdict === "deleted")).toEqual([]);
  });
});
