import * as enkash from "../../../src/index.js";
import { listenWith } from "../../support/loopback.js";
import { everythingShown } from "../../support/no-secret.js";
import { rejection } from "../../support/rejection.js";
import { listenRaw, type RawServer } from "./raw-server.js";
import { entries, type Entry } from "./entries.js";
import { faults, type Fault } from "./table.js";
import { customerId } from "../../support/documented.js";

const { createEnkashClient, EnkashConnectionError } = enkash;
const token = "a-token-that-no-error-holds";

beforeAll(() => {
  // No delay between attempts, so that only the server differs between rows.
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterAll(() => {
  jest.restoreAllMocks();
});

function optionsOf(baseUrl: string, timeoutMs = 60_000) {
  return { baseUrl, allowInsecureHttp: true, accessToken: token, timeoutMs };
}

describe("a server that misbehaves:", () => {
  // At the same time, and so all entries of a row, since some wait for a timeout or for Retry-After.
  it.concurrent.each(faults.map((fault) => [fault.name, fault] as const))("%s", async (_, fault) => {
    const verdicts = await Promise.allSettled(Object.values(entries).map((entry) => misbehave(entry, fault)));
    const names = Object.keys(entries);
    expect(verdicts.map((verdict, index) => [names[index], verdict])).toEqual(
      names.map((name) => [name, { status: "fulfilled", value: undefined }]),
    );
  });
});

/** Makes a call through this entry, and checks what it tells. */
async function misbehave(
  entry: Entry,
  { server: behaviourOf, timeoutMs, rejects, matches, requests }: Fault,
): Promise<void> {
  const other = await listenWith(200, { response_code: 0 });
  const server = await listenRaw(behaviourOf(other.url));
  try {
    const call = entry(optionsOf(server.url, timeoutMs), customerId);
    if (rejects === undefined) await expect(call).resolves.toMatchObject(matches ?? {});
    else {
      const error = await rejection(call, enkash[rejects]);
      expect(error.name).toBe(rejects);
      expect(error).toMatchObject(matches ?? {});
      expect(everythingShown(error)).not.toContain(token);
    }
    expect(server.requests()).toBe(requests);
    expect(other.requests).toHaveLength(0);
  } finally {
    await server.close();
    await other.close();
  }
}

it("tries a refused connection three times, and reports the reason", async () => {
  const closed: RawServer = await listenRaw(() => undefined);
  await closed.close();
  const error = await rejection(
    createEnkashClient(optionsOf(closed.url)).deleteCustomerByCustomerId({ customerId }),
    EnkashConnectionError,
  );
  expect(error).toMatchObject({ name: "EnkashConnectionError", attempts: 3 });
  expect(error.message).toMatch(/no response: connect ECONNREFUSED 127\.0\.0\.1:\d+/);
});
