// Generates from each of these folders in one process, since the libraries take longer to load than to run. Prints the
// message of each failure, or the text of each file of a success, as JSON.
import { generate } from "../../../scripts/generate/generate.js";

const results: (string | Record<string, string>)[] = [];
for (const openapi of process.argv.slice(2)) {
  results.push(
    await generate(openapi).then(
      (files) => Object.fromEntries(files),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    ),
  );
}
console.log(JSON.stringify(results));
