import { existsSync } from "node:fs";

/** Throws one line if the package has not been built. */
export function requireBuild(): void {
  if (!existsSync("dist/esm/src/index.js")) throw new Error("dist/ is missing; run npm run build");
}
