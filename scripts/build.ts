// npm run build: src/ into dist/, once as ECMAScript modules and once as CommonJS, each with its declarations.
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";

const builds = [
  { folder: "dist/esm", type: "module", project: "tsconfig.build.json" },
  { folder: "dist/cjs", type: "commonjs", project: "tsconfig.build.cjs.json" },
];

await rm("dist", { recursive: true, force: true });
await Promise.all(
  builds.map(async ({ folder, type, project }) => {
    await promisify(execFile)(process.execPath, ["node_modules/typescript-7/bin/tsc", "--project", project]);
    // What a file's ".js" means is told by the package.json nearest to it.
    await writeFile(`${folder}/package.json`, `${JSON.stringify({ type })}\n`);
  }),
).catch((error: unknown) => {
  const { stdout } = error as { stdout?: string }; // Sound: execFile's rejection carries what was printed, if it ran.
  console.error(`build: ${stdout?.trim() ?? String(error)}`);
  process.exitCode = 1;
});
