import * as enums from "../../generated/enums.js";
import { examples } from "../../generated/examples.js";
import { documented } from "../support/documented.js";
import * as enkash from "../../src/index.js";

it("exports these names and no others, and the values of each enum of the description", () => {
  const names = [
    "EnkashApiError",
    "EnkashConnectionError",
    "EnkashError",
    "EnkashParameterError",
    "EnkashResponseError",
    "EnkashTimeoutError",
    "createEnkashClient",
    ...Object.keys(enums),
    "parameterPatterns",
    "servers",
  ];
  expect(Object.keys(enkash).sort()).toEqual(names.sort());
});

describe("the generated tables", () => {
  it("have patterns that match their own examples", () => {
    for (const [name, values] of Object.entries(examples.deleteCustomerByCustomerId.parameters)) {
      const pattern = Object.entries(enkash.parameterPatterns.deleteCustomerByCustomerId).find(
        ([parameter]) => parameter === name,
      )?.[1];
      for (const value of values) expect(value).toMatch(pattern ?? "no pattern");
    }
  });

  it("have one example of an error type, under an error status", () => {
    const failures = Object.entries(documented).filter(([status]) => status !== "200");
    const types = failures.flatMap(([, named]) =>
      Object.values(named).map(({ errorResponse }) => errorResponse?.errorType),
    );
    expect(types).toEqual([...new Set(types)]);
    expect(enkash.errorTypes).toEqual(expect.arrayContaining(types));
  });

  it("have servers that are valid as baseUrl", () => {
    for (const { url } of enkash.servers) expect(new URL(url).origin).toBe(url);
  });
});
