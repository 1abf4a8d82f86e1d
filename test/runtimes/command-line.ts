// Entry for runtimes with a command line: prints the result of the suite as JSON.
import { runSuite } from "./suite.js";

const [origin = "", closed = ""] = process.argv.slice(2);
console.log(JSON.stringify(await runSuite(origin, closed)));
