import { readFileSync } from "node:fs";

import { readDescription } from "../../scripts/generate/description.js";
import { methodsFile } from "../../scripts/generate/methods.js";
import { operationsFile } from "../../scripts/generate/operations.js";
import type { Printer } from "../../scripts/generate/sample-printer.js";
import { samplesFile } from "../../scripts/generate/samples.js";
import { typesFile } from "../../scripts/generate/types.js";

/** Stands for the types, which the tests of the generator and the compiler cover. */
const types = { declarations: "", typeAt: () => "unknown" };

/** The description with one edit. */
function edited(from: string | RegExp, to: string) {
  const bundle = readFileSync("generated/openapi.yaml", "utf8");
  const text = bundle.replace(from, to);
  expect(text).not.toBe(bundle);
  return readDescription(text);
}

describe("@deprecated is written for", () => {
  it("a deprecated operation", async () => {
    const description = await edited("operationId:", "deprecated: true\n      operationId:");
    expect(methodsFile(description.operations)).toContain("* @deprecated\n");
    expect(typesFile(description, types)).not.toContain("@deprecated");
  });

  it("a deprecated parameter", async () => {
    const description = await edited("name: parentCompanyId", "deprecated: true\n      name: parentCompanyId");
    expect(typesFile(description, types).match(/@deprecated[^]*/)?.[0]).toMatch(
      /^@deprecated\n.*@example "CEK[^]*parentCompanyId"/,
    );
    expect(methodsFile(description.operations)).not.toContain("@deprecated");
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
    const description = await bounded;
    expect(typesFile(description, types)).toMatch(/\* At least 0\.\n \* \n \* At most 5000\.\n/);
  });
});

it("a pattern with backticks is one piece of code", async () => {
  const description = await edited("^CEK[A-Z0-9]{7}$", "^CEK``?$");
  expect(typesFile(description, types)).toContain("Pattern: ```^CEK``?$```\n");
});

it("no sample is written by a version of the library whose text a patch no longer fits", async () => {
  const description = await readDescription(readFileSync("generated/openapi.yaml", "utf8"));
  const printer = { print: () => "curl --url 'https://example.test'" } as unknown as Printer; // Safe: nothing else is called.
  expect(() => samplesFile(description, printer)).toThrow(
    "@scalar/snippetz's shell/curl no longer has 'Authorization: Bearer TOKEN'; review the patch",
  );
});
