import { join } from "node:path";

import { runCommand } from "./shared/command.js";
import { lintDescription } from "./shared/lint-description.js";

await runCommand(
  {
    name: "lint:openapi",
    summary: "Lints the description: prints a line for each problem, with file, line, column and what to do.",
    options: {
      openapi: { type: "string", value: "DIR", default: "openapi", description: "folder of the description" },
    },
  },
  async ({ openapi }) => {
    const problems = await lintDescription(join(openapi, "openapi.yaml"));
    for (const problem of problems) console.log(problem);
    if (problems.length > 0) throw new Error(`${openapi}/ has ${problems.length} problem(s)`);
    console.log(`${openapi}/ has no problems.`);
  },
);
