// Deletes a customer with a token that takes care of itself. ENKASH_BASE_URL says where, and the other four who logs in:
// `npm run sandbox` prints an account of its own.
import { createEnkashClient } from "enkash-customer-client";
import { EnkashAuthError, passwordGrant } from "enkash-customer-client/auth";

const [baseUrl, clientId, clientSecret, username, password] = [
  "ENKASH_BASE_URL",
  "ENKASH_CLIENT_ID",
  "ENKASH_CLIENT_SECRET",
  "ENKASH_USERNAME",
  "ENKASH_PASSWORD",
].map((name) => {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  throw new Error(`Set ${name}. \`npm run sandbox\` prints what it takes.`);
}) as [string, string, string, string, string]; // Sound: as many as the names, each of them set.

const allowInsecureHttp = baseUrl.startsWith("http://127.0.0.1:"); // The sandbox has no certificate.

// Once for the whole process: nothing is sent before the first call, and all calls share the login.
const accessToken = passwordGrant({ baseUrl, clientId, clientSecret, username, password, allowInsecureHttp });
const enkash = createEnkashClient({ baseUrl, accessToken, allowInsecureHttp });

try {
  const deleted = await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
  console.log(`Deleted. The server says: ${deleted.payload ?? "nothing"}`);
} catch (error) {
  if (!(error instanceof EnkashAuthError)) throw error;
  // Not tried again, here or by the client: three wrong attempts in a row lock the account.
  console.log(`The login was refused with HTTP ${error.status}: ${error.errorDescription ?? "no reason given"}`);
  process.exitCode = 1;
}
