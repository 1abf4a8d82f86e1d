// A preload (`node --import`): on exit, appends the peak memory of its process, in bytes, to the file PEAK_MEMORY_FILE.
import { appendFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env["PEAK_MEMORY_FILE"];
  if (file !== undefined) appendFileSync(file, `${process.resourceUsage().maxRSS * 1_024}\n`);
});
