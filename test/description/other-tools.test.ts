// What the description says in words to a reader whose tool shows no patterns and no rules of ours.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

import { parameterPatterns, servers } from "../../generated/operations.js";
import { readEnvelope } from "../../src/envelope.js";

interface Bundle {
  info: { title: string; license: { name: string } };
  servers: { description: string }[];
  components: {
    schemas: Record<string, { description: string; properties?: Record<string, { example?: unknown }> }>;
    parameters: Record<string, { name: string; description: string; example: string }>;
  };
}

// Safe: the linter has checked it against OpenAPI's structure.
const { info, components } = parse(readFileSync("generated/openapi.yaml", "utf8")) as Bundle;
const { Envelope, ErrorType } = components.schemas;

it("the title, the licence and the servers are those of a description that is not the vendor's", () => {
  expect(info.title).toMatch(/\(unofficial\)$/);
  expect(info.license.name).toMatch(/^MIT\b.*this description/);
  for (const { description } of servers) expect(description.split(" ").length).toBeLessThanOrEqual(3);
});

it("the body that tools make of the examples of the envelope's members is a success", () => {
  const members = Object.entries(Envelope?.properties ?? {}).map(([name, { example }]) => [name, example]);
  expect(members).toContainEqual(["errorResponse", null]);
  const body = Object.fromEntries(members) as unknown;
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const progress = { attempts: 1, retried: false, secrets: [] };
  const response = { status: 200, headers: new Headers(), bytes, ...progress };
  expect(readEnvelope("deleteCustomerByCustomerId", response)).toEqual(body);
});

it("the envelope says what a success is", () => {
  for (const word of [
    "2xx",
    "`response_code` of 0 or 200 to 299",
    "`SUCCESS`",
    "`FAILURE`",
    "non-null member of `errorResponse`",
  ]) {
    expect(Envelope?.description).toContain(word);
  }
});

it("the error types are said to be open", () => {
  expect(ErrorType?.description).toContain("a server may send a value that is not listed");
});

it.each(Object.entries(parameterPatterns.deleteCustomerByCustomerId))(
  "the pattern of %s stands in words too",
  (name, { source }) => {
    const [, prefix, count] = /^\^([A-Z]+)\[A-Z0-9\]\{(\d+)\}\$$/.exec(source) ?? [];
    const parameter = Object.values(components.parameters).find((one) => one.name === name);
    expect(parameter?.description).toContain(`\`${prefix}\` and ${count} capital letters or digits`);
  },
);
