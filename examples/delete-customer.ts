// Deletes a customer, and shows what happens to a second delete and to a malformed id. `npm start` runs it against the
// sandbox. Otherwise it needs ENKASH_BASE_URL and ENKASH_ACCESS_TOKEN, for which `npm run sandbox` prints export lines.
import { createEnkashClient, EnkashError } from "enkash-customer-client";

const baseUrl = process.env["ENKASH_BASE_URL"];
const accessToken = process.env["ENKASH_ACCESS_TOKEN"];
if (!baseUrl || !accessToken) {
  console.error("Set ENKASH_BASE_URL and ENKASH_ACCESS_TOKEN. `npm run sandbox` prints the lines for a shell.");
  process.exit(1);
}

const enkash = createEnkashClient({
  baseUrl,
  accessToken,
  allowInsecureHttp: baseUrl.startsWith("http://127.0.0.1:"), // The sandbox has no certificate.
});

const meanings = {
  "not-sent": "Nothing was sent, so nothing changed.",
  refused: "The server did not do it. Nothing changed.",
  "not-found": "There is no such customer now: it was deleted before, or never there.",
  unknown: "It may be deleted or not. To call again is safe.",
};

async function remove(customerId: string): Promise<void> {
  try {
    const deleted = await enkash.deleteCustomerByCustomerId({ customerId });
    console.log(`   Deleted. The server says: ${deleted.payload ?? "nothing"}`);
  } catch (error) {
    if (!(error instanceof EnkashError)) throw error;
    console.log(`   Outcome ${error.outcome}. ${meanings[error.outcome]}`);
    console.log(`   ${error.message}`);
  }
}

const customerId = "KC0123456789ABCD";
console.log(`1. Delete customer ${customerId}`);
await remove(customerId);
console.log("2. Delete it again");
await remove(customerId);
console.log('3. Delete customer ".."');
await remove("..");
