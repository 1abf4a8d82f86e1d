import { readFileSync } from "node:fs";

import { parse } from "yaml";

import { examples, type OperationExamples } from "../../generated/examples.js";
import { operationTable } from "../../generated/operations.js";
import { servers, type OperationId } from "../../src/index.js";
import type { Operation } from "../../src/operation.js";

// The portal's fifteen, in its order, and TypeScript with this package first.
const labels = "TypeScript Shell JavaScript Java Swift Go PHP Python HTTP C C# Objective-C Ruby OCaml Dart R".split(
  " ",
);
const withoutFiles = "Java Swift Python Objective-C Ruby OCaml Dart R".split(" ");
// Safe: our own generated file.
const all = parse(readFileSync("generated/samples.yaml", "utf8")) as Record<OperationId, Sample[]>;

interface Sample {
  label: string;
  source?: string;
  /** Why there is no sample. */
  missing?: string;
}

// Safe: its keys are the operationIds.
describe.each(Object.entries(all) as [OperationId, Sample[]][])("the request samples of %s", (operationId, samples) => {
  const { parameters, body = {} }: OperationExamples = examples[operationId];
  const { method, anonymous, parameters: rules }: Operation = operationTable[operationId];
  const firstValues = [...Object.values(parameters).map(([value]) => value), ...Object.values(body).slice(0, 1)];
  const written = samples.flatMap(({ label, source }) => (source === undefined ? [] : [[label, source] as const]));

  it("are in the portal's languages, TypeScript first", () => {
    expect(samples.map(({ label }) => label)).toEqual(labels);
  });

  it("are missing, with the reason, only where a file cannot be sent", () => {
    const missing = samples.filter(({ source }) => source === undefined);
    const isForm = rules["body"]?.mediaType?.name === "multipart/form-data";
    expect(missing.map(({ label }) => label)).toEqual(isForm ? withoutFiles : []);
    for (const sample of missing) expect(sample.missing).toContain("@scalar/snippetz");
  });

  it.each(written)("in %s hold the description's own values", (label, source) => {
    for (const text of plainTexts(firstValues)) expect(source).toContain(text);
    expect(source).toContain(new URL(servers[0].url).host);
    // The token comes from the environment, for an operation that takes one.
    expect(source.includes("ENKASH_ACCESS_TOKEN")).toBe(!anonymous);
    if (anonymous) expect(source).not.toMatch(/Bearer|authorization|accessToken/i);
    expect(source).not.toMatch(/Bearer TOKEN|PLACEHOLDER|\r/);
    // Some clients send a GET by default, without naming it.
    const named = new RegExp(label === "TypeScript" ? operationId : `\\b${method}\\b`, "i");
    if (method !== "GET" || label === "TypeScript") expect(source).toMatch(named);
  });
});

/** The texts in a value that are the same in a URL and in every language. `npm run samples:check` compares all. */
function plainTexts(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(plainTexts);
  return /^\w+$/.test(String(value)) ? [String(value)] : [];
}
