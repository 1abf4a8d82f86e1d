// FILE: the time to import a build of the client, and to make one.
import type * as client from "../../src/index.js";

const startedAt = performance.now();
// Sound: bench/growth.ts gives it the entry of a build of src/.
const { createEnkashClient } = (await import(process.argv[2] ?? "")) as typeof client;
const importedAt = performance.now();
createEnkashClient({ baseUrl: "https://127.0.0.1" });
console.log(JSON.stringify({ importMs: importedAt - startedAt, createMs: performance.now() - importedAt }));
