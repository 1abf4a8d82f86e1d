// For `node --import`: adds this process's peak memory, in bytes, to the file that PEAK_MEMORY_FILE names.
import { appendFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env["PEAK_MEMORY_FILE"];
  if (file !== undefined) appendFileSync(file, `${process.resourceUsage().maxRSS * 1_024}\n`);
});
