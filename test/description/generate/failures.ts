// Generates from each of these folders in one process, since the libraries take longer to load than to run. Prints the
// message of each failure, or null for a success, as JSON.
import { generate } from "../../../scripts/generate/generate.js";

const messages: (string | null)[] = [];
for (const openapi of process.argv.slice(2)) {
  messages.push(
    await generate(openapi).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    ),
  );
}
console.log(JSON.stringify(messages));
