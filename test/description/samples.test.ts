import { readFileSync } from "node:fs";

import { parse } from "yaml";

import { examples, type OperationExamples } from "../../generated/examples.js";
import { operationTable } from "../../generated/operations.js";
import { servers, type OperationId } from "../../src/index.js";

// The portal's fifteen, in its order, and TypeScript with this package first.
const labels = "TypeScript Shell JavaScript Java Swift Go PHP Python HTTP C C# Objective-C Ruby OCaml Dart R".split(
  " ",
);
// Sound: our own generated file.
const all = parse(readFileSync("generated/samples.yaml", "utf8")) as Record<OperationId, Sample[]>;

interface Sample {
  label: string;
  source: string;
}

// Sound: its keys are the operationIds.
describe.each(Object.entries(all) as [OperationId, Sample[]][])("the request samples of %s", (operationId, samples) => {
  const { parameters }: OperationExamples = examples[operationId];
  const { method }: { method: string } = operationTable[operationId];

  it("are in the portal's languages, TypeScript first", () => {
    expect(samples.map(({ label }) => label)).toEqual(labels);
  });

  it.each(samples.map(({ label, source }) => [label, source]))(
    "in %s hold the description's own values",
    (label, source) => {
      for (const [value] of Object.values(parameters)) expect(source).toContain(String(value));
      expect(source).toContain(new URL(servers[0].url).host);
      // The token comes from the environment.
      expect(source).toContain("ENKASH_ACCESS_TOKEN");
      expect(source).not.toMatch(/Bearer TOKEN|\r/);
      // Some clients take a GET for granted.
      const named = new RegExp(label === "TypeScript" ? operationId : `\\b${method}\\b`, "i");
      if (method !== "GET" || label === "TypeScript") expect(source).toMatch(named);
    },
  );
});
