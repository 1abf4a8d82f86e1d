import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { problemsOfFiles } from "../../scripts/shared/description-files.js";
import { listenWith } from "../support/loopback.js";
import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const customerId = "components/parameters/CustomerId.yaml";
const deleted = "components/examples/CustomerDeleted.yaml";

/** A copy of the description with one edit. */
function edited(file: string, from: string | RegExp, to: string): string {
  const openapi = join(temporaryFolder("openapi"), "openapi");
  const text = readFileSync(join(openapi, file), "utf8");
  writeFileSync(join(openapi, file), text.replace(from, to));
  return openapi;
}

function problemsOf(openapi: string): string[] {
  return problemsOfFiles(join(openapi, "openapi.yaml"));
}

it("the files of the description have no problems", () => {
  expect(problemsOf("openapi")).toEqual([]);
});

it.each([
  ["no YAML", customerId, "name:", "name: a: b", /CustomerId\.yaml:1:7 This is not YAML: /],
  [
    "a key that occurs twice",
    customerId,
    "in: path",
    "in: path\nname: a",
    /CustomerId\.yaml:3:1 The key name occurs twice/,
  ],
  ["an empty file", customerId, /[^]*/, "", /CustomerId\.yaml:1:1 A file of the description has keys/],
  [
    "a file of a comment alone",
    customerId,
    /[^]*/,
    "# later\n",
    /CustomerId\.yaml:1:1 A file of the description has keys/,
  ],
  ["a file that is a list", customerId, /[^]*/, "- a\n", /CustomerId\.yaml:1:1 A file of the description has keys/],
  [
    "a file that is only a $ref",
    customerId,
    /[^]*/,
    "$ref: ParentCompanyId.yaml\n",
    /1:1 A file of the description is not a \$ref/,
  ],
  ["a key without a value", customerId, "required: true", "required:", /CustomerId\.yaml:3:10 There is no value here/],
  ["a $ref that is no text", customerId, "schema:", "schema:\n  $ref: 5", /CustomerId\.yaml:6:3 A \$ref is the path/],
  [
    "a $ref to another host",
    customerId,
    "schema:",
    "schema:\n  $ref: http://a.test/",
    /CustomerId\.yaml:6:3 .* leads to a file/,
  ],
  ["a $ref to a host without a scheme", customerId, "schema:", "schema:\n  $ref: //a.test/", /6:3 .* leads to a file/],
  ["a $ref to a file: URL", customerId, "schema:", "schema:\n  $ref: file:///etc/hosts", /6:3 .* leads to a file/],
  ["a $ref to an absolute path", customerId, "schema:", "schema:\n  $ref: /etc/hosts", /6:3 .* leads to a file/],
  ["a $ref out of the folder", customerId, "schema:", "schema:\n  $ref: ../../../a.yaml", /6:3 .* leads to a file/],
  ["a $ref to no file", customerId, "schema:", "schema:\n  $ref: a.yaml", /CustomerId\.yaml:6:3 There is no file/],
  ["a $ref to a folder", customerId, "schema:", "schema:\n  $ref: ../schemas", /CustomerId\.yaml:6:3 There is no file/],
  [
    "an example elsewhere",
    deleted,
    "value:",
    "externalValue: a.json\nvalue:",
    /CustomerDeleted\.yaml:2:1 An example is in/,
  ],
  [
    "an integer beyond 2^53",
    deleted,
    "response_code: 0",
    "response_code: 9007199254740993",
    /5:18 JavaScript has no integer 9007199254740993/,
  ],
  [
    "OpenAPI 3.2",
    "openapi.yaml",
    "3.1.0",
    "3.2.0",
    /openapi\.yaml:1:1 The description is of OpenAPI 3\.1.*got "3\.2\.0"/,
  ],
  ["OpenAPI 3.0", "openapi.yaml", "3.1.0", "3.0.3", /openapi\.yaml:1:1 .*got "3\.0\.3"/],
  [
    "tags that are no list",
    "openapi.yaml",
    /^tags:[^]*(?=^paths:)/m,
    "tags: {}\n",
    /openapi\.yaml:\d+:1 "tags" of the description is a list/,
  ],
  ["no version of OpenAPI", "openapi.yaml", "openapi: 3.1.0\n", "", /openapi\.yaml:1:1 .*got none/],
])("%s is reported in one line", (_, file, from, to, message) => {
  const [problem, ...more] = problemsOf(edited(file, from, to));
  expect(problem).toMatch(message);
  expect(problem).not.toContain("\n");
  expect(more).toEqual([]);
});

it("a symbolic link out of the folder is not followed", () => {
  const openapi = edited(customerId, "schema:", "schema:\n  $ref: link.yaml");
  symlinkSync("/etc/hosts", join(openapi, "components/parameters/link.yaml"));
  expect(problemsOf(openapi)).toEqual([expect.stringMatching(/6:3 A \$ref leads to a file below/)]);
});

it.each([
  ["a $ref", customerId, "schema:", "schema:\n  $ref: URL"],
  ["an example", deleted, /value:[^]*/, "externalValue: URL\n"],
])("no request is sent for %s elsewhere, by generate or by lint:openapi", async (_, file, from, to) => {
  const server = await listenWith(200, {});
  try {
    const openapi = edited(file, from, to.replace("URL", `${server.url}/a.yaml`));
    const out = join(openapi, "..", "generated");
    const generated = await runTypeScript("scripts/generate.ts", ["--openapi", openapi, "--out", out]);
    const linted = await runTypeScript("scripts/lint-openapi.ts", ["--openapi", openapi]);
    expect([generated.exitCode, linted.exitCode]).toEqual([1, 1]);
    expect(generated.stderr).toMatch(/^generate: \S+\.yaml:\d+:\d+ .*\n$/);
    expect(linted.stdout).toMatch(/^\S+\.yaml:\d+:\d+ .*\n$/);
    expect(server.requests).toEqual([]);
  } finally {
    await server.close();
  }
});
