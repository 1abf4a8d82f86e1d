import { readFileSync } from "node:fs";

import { readDescription } from "../../scripts/generate/description.js";
import { methodsFile } from "../../scripts/generate/methods.js";
import { operationsFile } from "../../scripts/generate/operations.js";
import { parametersFile } from "../../scripts/generate/parameters.js";

/** The description with one edit. */
function edited(from: string | RegExp, to: string) {
  const bundle = readFileSync("generated/openapi.yaml", "utf8");
  const text = bundle.replace(from, to);
  expect(text).not.toBe(bundle);
  return readDescription(text);
}

describe("@deprecated is written for", () => {
  it("a deprecated operation", async () => {
    const { operations } = await edited("operationId:", "deprecated: true\n      operationId:");
    expect(methodsFile(operations)).toContain("* @deprecated\n");
    expect(parametersFile(operations)).not.toContain("@deprecated");
  });

  it("a deprecated parameter", async () => {
    const { operations } = await edited("name: parentCompanyId", "deprecated: true\n      name: parentCompanyId");
    expect(parametersFile(operations).match(/@deprecated[^]*/)?.[0]).toMatch(
      /^@deprecated\n.*@example "CEK[^]*parentCompanyId/,
    );
    expect(methodsFile(operations)).not.toContain("@deprecated");
  });
});

describe("minimum and maximum of a number are written", () => {
  const bounded = edited(
    /type: string\n *pattern: \^CEK.*/,
    "type: integer\n        minimum: 0\n        maximum: 5000",
  );

  it("into the table that the client checks", async () => {
    expect(operationsFile(await bounded)).toContain('type: "integer", minimum: 0, maximum: 5000 }');
  });

  it("into the comment", async () => {
    const { operations } = await bounded;
    expect(parametersFile(operations)).toMatch(/\* At least 0\.\n \* \n \* At most 5000\.\n/);
  });
});

it("a pattern with backticks is one piece of code", async () => {
  const { operations } = await edited("^CEK[A-Z0-9]{7}$", "^CEK``?$");
  expect(parametersFile(operations)).toContain("Pattern: ```^CEK``?$```\n");
});
