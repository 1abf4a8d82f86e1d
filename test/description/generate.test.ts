import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const tagged =
  "Of {@link nothing} and {braces}, `{@link code}`, a@b.example.\n\n@param nobody\n@internal until */ here";
const path = "paths/api_v0_customer_{customerId}.yaml";
const customerId = "components/parameters/CustomerId.yaml";
const schemas = "components/schemas";

const slips: [slip: string, file: string, from: string, to: string, error: RegExp][] = [
  ["YAML that cannot be parsed", customerId, "name:", "name: a: b", /CustomerId\.yaml:1:\d+ This is not YAML/],
  [
    "a reference that leads nowhere",
    "openapi.yaml",
    "paths/api",
    "paths/nope",
    /openapi\.yaml:\d+:\d+ There is no file/,
  ],
  ["a broken rule", customerId, "{14}$", "{14}", /CustomerId\.yaml:\d+:\d+ enkash\/parameter-pattern: /],
];

/** A copy of the description with edits. */
function edited(...edits: [file: string, from: string | RegExp, to: string][]): string {
  const openapi = join(temporaryFolder("openapi"), "openapi");
  for (const [file, from, to] of edits) {
    const text = readFileSync(join(openapi, file), "utf8");
    writeFileSync(
      join(openapi, file),
      text.replace(from, (_, indent: unknown) => (typeof indent === "string" ? indent : "") + to),
    );
  }
  return openapi;
}

const levels = 24;

/**
 * A copy with a text that has tags, and in which each level has the next one twice, so that the last is within the first eight
 * million times.
 */
function withTagsAndLevels(): string {
  const description = /^( *)description: .*(?:\n\1 .*|\n(?=\n))*/m;
  const text = `description: ${JSON.stringify(tagged)}`;
  const member = "properties:\n  levels:\n    $ref: Level1.yaml";
  const openapi = edited(
    [path, description, text],
    [customerId, description, text],
    [`${schemas}/ErrorType.yaml`, description, text],
    [`${schemas}/ErrorResponse.yaml`, "Customer not found.", '"Ask {us} @support"'],
    [`${schemas}/ErrorResponse.yaml`, "properties:", member],
    [`${schemas}/Envelope.yaml`, "properties:", member],
  );
  const level = (number: number) => join(openapi, `${schemas}/Level${number}.yaml`);
  for (let number = 1; number < levels; number++) {
    const next = `\n    $ref: Level${number + 1}.yaml`;
    const properties = `properties:\n  left:${next}\n  right:${next}\n`;
    writeFileSync(level(number), `type: object\ndescription: A level.\n${properties}`);
  }
  writeFileSync(level(levels), "type: string\ndescription: The last level.\nexample: a\n");
  return openapi;
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("generate", () => {
  let messages: unknown[];
  let committed: unknown;
  let files: Record<string, string>;

  beforeAll(async () => {
    const broken = slips.map(([, file, from, to]) => edited([file, from, to]));
    const folders = ["nowhere", ...broken, "openapi", withTagsAndLevels()];
    const { stdout } = await runTypeScript("test/description/generate/in-one-process.ts", folders);
    messages = JSON.parse(stdout) as unknown[]; // Safe: it is what the script prints.
    const last = messages.pop();
    expect(last).toHaveProperty(["operations.ts"]);
    files = last as typeof files; // Safe: it is not a message.
    committed = messages.pop();
  });

  it.each(
    [
      ["nowhere", /^nowhere\/openapi\.yaml does not exist$/] as const,
      ...slips.map(([slip, , , , message]) => [slip, message] as const),
    ].map((row, index) => [...row, index] as const),
  )("reports in one line: %s", (_, message, index) => {
    expect(messages[index]).toMatch(message);
    expect(messages[index]).not.toContain("\n");
  });

  it("makes what is committed, byte for byte", () => {
    expect(committed).toEqual(contents("generated"));
    for (const text of Object.values(contents("generated"))) expect(text.split("\n")[0]).toContain("Do not edit");
  });

  it("escapes what is a tag in a comment, but not in a description", async () => {
    const folder = temporaryFolder("src");
    const out = join(folder, "generated");
    mkdirSync(out);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
    // Without skipLibCheck, TypeDoc would check the declarations of Node and of TypeScript too, which takes longer than the rest.
    const compilerOptions = { module: "nodenext", strict: true, skipLibCheck: true };
    writeFileSync(join(out, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    const { exitCode, stdout, stderr } = await runTypeScript("test/description/generate/comments.ts", [out]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    // Safe: it is what the script prints.
    const comments = JSON.parse(stdout) as { text: string; tags: string[] }[];
    expect(new Set(comments.flatMap(({ tags }) => tags))).toEqual(new Set(["@example", "@returns", "@throws"]));
    const texts = comments.map(({ text }) => text.replace(/^ +/gm, "")).join("\n");
    expect(texts).toContain(`Delete a customer\n\n${tagged}\n\n`); // methods.ts
    expect(texts).toContain(`${tagged}\n\nPattern: `); // the parameters in types.ts
    expect(texts).toContain(`${tagged}\`\`\`ts\n"RECORD_NOT_FOUND"\n`); // the schemas in types.ts
    expect(comments).toContainEqual({ text: `Delete a customer\n\n${tagged}`, tags: [] }); // schema.ts
    expect(comments).toContainEqual({ text: tagged, tags: [] }); // operations.ts
    expect(texts).toContain("Ask {us} @support");
  });

  it("reads, lints and writes each schema once, however often it is shared", () => {
    expect(files["operations.ts"]?.match(/^const level\d+InResponse\b/gm)).toHaveLength(levels - 1);
  });
});

// further-operations.test.ts has a run that writes.
describe("npm run generate", () => {
  const generate = (...args: string[]) => runTypeScript("scripts/generate.ts", args);

  it("reports a slip in one line, and leaves the files as they were", async () => {
    const out = join(temporaryFolder("generated"), "generated");
    const before = contents(out);
    const openapi = edited([customerId, "name:", "name: a: b"]);
    const { exitCode, stdout, stderr } = await generate("--openapi", openapi, "--out", out);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^generate: .*CustomerId\.yaml:\d+:\d+ .*\n$/);
    expect(contents(out)).toEqual(before);
  });

  it("with --check writes nothing, and fails with the list of stale files", async () => {
    const out = join(temporaryFolder("generated"), "generated");
    writeFileSync(join(out, "schema.ts"), "// stale\n");
    rmSync(join(out, "operations.ts"));
    const before = contents(out);
    const { exitCode, stderr } = await generate("--check", "--out", out);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `generate: stale, run npm run generate: ${join(out, "schema.ts")}, ${join(out, "operations.ts")}\n`,
    );
    expect(contents(out)).toEqual(before);
  });

  it("reports an unknown option in one line", async () => {
    const { exitCode, stderr } = await generate("--chekc");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^generate: .*--chekc.*\n$/);
  });
});
