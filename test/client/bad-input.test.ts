import fc from "fast-check";

import { createEnkashClient, EnkashParameterError, parameterPatterns } from "../../src/index.js";
import { listenWith, type Loopback } from "../support/loopback.js";

// `npm run test:chaos` tries more of them, which takes minutes.
const runs = process.env["FULL_COUNTS"] === undefined ? 300 : 20_000;
jest.setTimeout(600_000);

let server: Loopback;
beforeAll(async () => {
  server = await listenWith(200, { response_code: 0 });
});
afterAll(() => server.close());

/** Strings made from a match by one slip. Some of them still match the pattern. */
function near(pattern: RegExp): fc.Arbitrary<string> {
  const matching = fc.stringMatching(new RegExp(pattern.source));
  const slips: ((value: string, at: number, letter: string) => string)[] = [
    (value) => value.toLowerCase(),
    (value) => `${value}\n`,
    (value) => ` ${value}`,
    (value, at) => value.slice(0, at) + value.slice(at + 1),
    (value, at, letter) => value.slice(0, at) + letter + value.slice(at),
    (value, at, letter) => value.slice(0, at) + letter + value.slice(at + 1),
    (value) => encodeURIComponent(value).replace("K", "%4B"),
    (value) => `${value}/../${value}`,
  ];
  return fc
    .tuple(matching, fc.constantFrom(...slips), fc.nat(15), fc.string({ unit: "binary", minLength: 1, maxLength: 1 }))
    .map(([value, slip, at, letter]) => slip(value, at, letter));
}

function values(pattern: RegExp): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.stringMatching(new RegExp(pattern.source)) },
    { weight: 5, arbitrary: near(pattern) },
    { weight: 2, arbitrary: fc.string({ unit: "binary" }) },
    {
      weight: 2,
      arbitrary: fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withObjectString: true }),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("", ".", "..", "%2e", "%2e%2e", "__proto__", "constructor", undefined, null),
    },
  );
}

it("of random values, one that does not match the pattern is not sent, and one that matches arrives unchanged", async () => {
  const { customerId: idPattern, parentCompanyId: companyPattern } = parameterPatterns.deleteCustomerByCustomerId;
  const enkash = createEnkashClient({ baseUrl: server.url, allowInsecureHttp: true });
  const counts = { accepted: 0, refused: 0 };

  await fc.assert(
    fc.asyncProperty(values(idPattern), fc.option(values(companyPattern), { nil: undefined }), async (id, company) => {
      const sentBefore = server.requests.length;
      // Safe: the test needs values of any type.
      const call = enkash.deleteCustomerByCustomerId({ customerId: id as string, parentCompanyId: company as string });
      const outcome: unknown = await call.catch((error: unknown) => error);
      const sent = server.requests.slice(sentBefore);

      const matches = (value: unknown, pattern: RegExp) => typeof value === "string" && pattern.test(value);
      if (matches(id, idPattern) && (company === undefined || matches(company, companyPattern))) {
        counts.accepted++;
        const url = [`/api/v0/customer/`, id, ...(company === undefined ? [] : ["?parentCompanyId=", company])].join(
          "",
        );
        expect(sent).toMatchObject([{ method: "DELETE", url }]);
        expect(outcome).toEqual({ response_code: 0 });
      } else {
        counts.refused++;
        expect(sent).toEqual([]);
        expect(outcome).toBeInstanceOf(EnkashParameterError);
      }
    }),
    { numRuns: runs, seed: 20_241_010 },
  );
  // Both cases occurred.
  expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(runs / 20);
});

it("of random values instead of the parameters, none is sent", async () => {
  const enkash = createEnkashClient({ baseUrl: server.url, allowInsecureHttp: true });
  const sentBefore = server.requests.length;
  const names = fc.constantFrom("customerId", "customerID", "__proto__", "constructor", "toString", "0");
  const parameters = fc.oneof(
    fc.anything(),
    fc.dictionary(names, fc.anything()),
    fc.constant(JSON.parse('{"__proto__":{}}')),
  );
  await fc.assert(
    fc.asyncProperty(parameters, async (given) => {
      // Safe: as above.
      const call = enkash.deleteCustomerByCustomerId(given as { customerId: string });
      await expect(call).rejects.toBeInstanceOf(EnkashParameterError);
    }),
    { numRuns: runs, seed: 20_241_010 },
  );
  expect(server.requests).toHaveLength(sentBefore);
});
