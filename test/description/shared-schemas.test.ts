import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runTypeScript } from "../support/run-typescript.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const levels = 24;

/** Each level has the next one twice, so that the last is within the first eight million times. */
function writeLevels(openapi: string): void {
  const level = (number: number) => join(openapi, `components/schemas/Level${number}.yaml`);
  for (let number = 1; number < levels; number++) {
    const next = `\n    $ref: Level${number + 1}.yaml`;
    const properties = `properties:\n  left:${next}\n  right:${next}\n`;
    writeFileSync(level(number), `type: object\ndescription: A level.\n${properties}`);
  }
  writeFileSync(level(levels), "type: string\ndescription: The last level.\nexample: a\n");
  const details = join(openapi, "components/schemas/ErrorResponse.yaml");
  const member = "properties:\n  levels:\n    $ref: Level1.yaml";
  writeFileSync(details, readFileSync(details, "utf8").replace("properties:", member));
  const envelope = join(openapi, "components/schemas/Envelope.yaml");
  writeFileSync(envelope, readFileSync(envelope, "utf8").replace("properties:", member));
}

it("each schema is read, linted and written once, however often it is shared", async () => {
  const folder = temporaryFolder("openapi");
  writeLevels(join(folder, "openapi"));
  const out = join(folder, "generated");
  const finished = await runTypeScript("scripts/generate.ts", ["--openapi", join(folder, "openapi"), "--out", out]);
  expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
  const constants = readFileSync(join(out, "operations.ts"), "utf8").match(/^const level\d+InResponse\b/gm);
  expect(constants).toHaveLength(levels - 1);
});
