// Makes one call with a long timeout, and prints what still keeps the process alive.
import { createEnkashClient } from "../../../src/index.js";
import { customerId } from "../../support/documented.js";

const [baseUrl = ""] = process.argv.slice(2);
const enkash = createEnkashClient({ baseUrl, allowInsecureHttp: true, timeoutMs: 60_000 });
await enkash.deleteCustomerByCustomerId({ customerId });
console.log(JSON.stringify(process.getActiveResourcesInfo()));
