import * as enkash from "../../../src/index.js";
import { listenWith } from "../../support/loopback.js";
import { everythingShown } from "../../support/no-secret.js";
import { rejection } from "../../support/rejection.js";
import { listenRaw, type RawServer } from "./raw-server.js";
import { faults } from "./table.js";

const { createEnkashClient, EnkashConnectionError } = enkash;
const token = "a-token-that-no-error-holds";
const customerId = "KC0123456789ABCD";

beforeEach(() => {
  // No delay between attempts, so that only the server differs between rows.
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

function deleteFrom(baseUrl: string) {
  const client = createEnkashClient({ baseUrl, allowInsecureHttp: true, accessToken: token, timeoutMs: 500 });
  return client.deleteCustomerByCustomerId({ customerId });
}

describe("a server that misbehaves:", () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))(
    "%s",
    async (_, { server: behaviourOf, rejects, matches, requests }) => {
      const other = await listenWith(200, { response_code: 0 });
      const server = await listenRaw(behaviourOf(other.url));
      try {
        const call = deleteFrom(server.url);
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
    },
  );
});

it("tries a refused connection three times, and reports the reason", async () => {
  const closed: RawServer = await listenRaw(() => undefined);
  await closed.close();
  const error = await rejection(deleteFrom(closed.url), EnkashConnectionError);
  expect(error).toMatchObject({ name: "EnkashConnectionError", attempts: 3 });
  expect(error.message).toMatch(/no response: connect ECONNREFUSED 127\.0\.0\.1:\d+/);
});
