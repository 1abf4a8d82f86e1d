// Logs in with a user's name and password, and deletes a customer. It needs the five variables below, for which
// `npm run sandbox` prints export lines.
import { createEnkashClient, EnkashError } from "enkash-customer-client";
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
  console.error(`Set ${name}. \`npm run sandbox\` prints the lines for a shell.`);
  process.exit(1);
}) as [string, string, string, string, string]; // Safe: as many as the names, each of them set.

const allowInsecureHttp = baseUrl.startsWith("http://127.0.0.1:"); // The sandbox has no certificate.

// One for the whole process. It logs in at the first call, and all calls share the token.
const accessToken = passwordGrant({ baseUrl, clientId, clientSecret, username, password, allowInsecureHttp });
const enkash = createEnkashClient({ baseUrl, accessToken, allowInsecureHttp });

try {
  const deleted = await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
  console.log(`Deleted. The server says: ${deleted.payload ?? "nothing"}`);
} catch (error) {
  if (!(error instanceof EnkashError)) throw error;
  // Do not try again with the same password: three wrong attempts in a row lock the account.
  if (error instanceof EnkashAuthError)
    console.log(`The login was refused with HTTP ${error.status}: ${error.errorDescription ?? "no reason given"}`);
  else console.log(`Outcome ${error.outcome}: ${error.message}`);
  process.exitCode = 1;
}
