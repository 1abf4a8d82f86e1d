import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const tagged =
  "Of {@link nothing} and {braces}, `{@link code}`, a@b.example.\n\n@param nobody\n@internal until */ here";
const path = "paths/api_v0_customer_{customerId}.yaml";
const customerId = "components/parameters/CustomerId.yaml";

const slips: [slip: string, file: string, from: string, to: string, error: RegExp][] = [
  ["YAML that cannot be parsed", customerId, "name:", "name: a: b", /CustomerId\.yaml:1:\d+ This is not YAML/],
  [
    "a reference that leads nowhere",
    "openapi.yaml",
    "paths/api",
    "paths/nope",
    /openapi\.yaml:\d+:\d+ There is no file/,
  ],
];

/** A copy of the description with one edit. */
function broken(file: string, from: string, to: string): string {
  const openapi = join(temporaryFolder("openapi"), "openapi");
  const text = readFileSync(join(openapi, file), "utf8");
  writeFileSync(join(openapi, file), text.replace(from, to));
  return openapi;
}

function generate(...args: string[]) {
  return runTypeScript("scripts/generate.ts", args);
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("generate reports in one line", () => {
  let messages: Record<string, string | null>;
  beforeAll(async () => {
    const folders = ["nowhere", ...slips.map(([, file, from, to]) => broken(file, from, to))];
    const { stdout } = await runTypeScript("test/description/generate/failures.ts", folders);
    // Safe: it is what the script prints.
    const printed = JSON.parse(stdout) as (string | null)[];
    messages = Object.fromEntries(
      ["nowhere", ...slips.map(([slip]) => slip)].map((slip, index) => [slip, printed[index] ?? null]),
    );
  });

  it.each([
    ["nowhere", /^nowhere\/openapi\.yaml does not exist$/] as const,
    ...slips.map(([slip, , , , message]) => [slip, message] as const),
  ])("%s", (slip, message) => {
    expect(messages[slip]).toMatch(message);
    expect(messages[slip]).not.toContain("\n");
  });
});

// Started together, since each loads all that the generator needs.
describe("npm run generate", () => {
  it.concurrent("writes what is committed, byte for byte", async () => {
    const out = join(temporaryFolder(), "out");
    await expect(generate("--out", out)).resolves.toMatchObject({ exitCode: 0, stderr: "" });
    expect(contents(out)).toEqual(contents("generated"));
    for (const text of Object.values(contents(out))) expect(text.split("\n")[0]).toContain("Do not edit");
  });

  it.concurrent("reports a broken rule in one line, and leaves the files as they were", async () => {
    const out = join(temporaryFolder("generated"), "generated");
    const before = contents(out);
    const openapi = broken(customerId, "{14}$", "{14}");
    const { exitCode, stdout, stderr } = await generate("--openapi", openapi, "--out", out);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^generate: .*CustomerId\.yaml:\d+:\d+ enkash\/parameter-pattern: .*\n$/);
    expect(contents(out)).toEqual(before);
  });

  it.concurrent("with --check writes nothing, and fails with the list of stale files", async () => {
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

  it.concurrent("escapes what is a tag in a comment, but not in a description", async () => {
    const folder = temporaryFolder("openapi", "src");
    for (const file of [path, customerId, "components/schemas/ErrorType.yaml"]) {
      const text = readFileSync(join(folder, "openapi", file), "utf8");
      const description = /^( *)description: .*(\n\1 .*|\n(?=\n))*/m;
      writeFileSync(
        join(folder, "openapi", file),
        text.replace(description, (_, indent: string) => `${indent}description: ${JSON.stringify(tagged)}`),
      );
    }
    const details = join(folder, "openapi/components/schemas/ErrorResponse.yaml");
    writeFileSync(details, readFileSync(details, "utf8").replace("Customer not found.", '"Ask {us} @support"'));
    const out = join(folder, "generated");
    const generated = await generate("--openapi", join(folder, "openapi"), "--out", out);
    expect(generated).toMatchObject({ exitCode: 0, stderr: "" });

    writeFileSync(join(out, "tsconfig.json"), '{ "compilerOptions": { "module": "nodenext", "strict": true } }');
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

  it.concurrent("reports an unknown option in one line", async () => {
    const { exitCode, stderr } = await generate("--chekc");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^generate: .*--chekc.*\n$/);
  });
});
