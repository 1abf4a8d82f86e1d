// Deletes a customer, and shows what happens to a second delete and to a malformed id. `npm start` runs it against the
// sandbox. Otherwise it needs ENKASH_BASE_URL and ENKASH_ACCESS_TOKEN, for which `npm run sandbox` prints export lines.
import { createEnkashClient, EnkashApiError, EnkashParameterError } from "enkash-customer-client";

const baseUrl = process.env["ENKASH_BASE_URL"];
const accessToken = process.env["ENKASH_ACCESS_TOKEN"];
if (baseUrl === undefined || accessToken === undefined) {
  throw new Error("Set ENKASH_BASE_URL and ENKASH_ACCESS_TOKEN. `npm run sandbox` prints the lines for a shell.");
}

const enkash = createEnkashClient({
  baseUrl,
  accessToken,
  allowInsecureHttp: baseUrl.startsWith("http://127.0.0.1:"), // The sandbox has no certificate.
});

const customerId = "KC0123456789ABCD";

console.log(`1. Delete customer ${customerId}`);
const deleted = await enkash.deleteCustomerByCustomerId({ customerId });
console.log(`   Deleted. The server says: ${deleted.payload ?? "nothing"}`);

console.log(`2. Delete it again`);
try {
  await enkash.deleteCustomerByCustomerId({ customerId });
} catch (error) {
  if (!(error instanceof EnkashApiError)) throw error;
  console.log(
    `   Outcome ${error.outcome}: HTTP ${error.status}, ${error.errorType ?? ""}, ${error.errorMessage ?? ""}`,
  );
}

console.log(`3. Delete customer ".."`);
try {
  await enkash.deleteCustomerByCustomerId({ customerId: ".." });
} catch (error) {
  if (!(error instanceof EnkashParameterError)) throw error;
  console.log(`   Outcome ${error.outcome}: ${error.message}`);
}
