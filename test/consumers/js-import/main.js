import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { createSandbox } from "enkash-customer-client/sandbox";

const enkash = createEnkashClient({
  baseUrl: process.env.ENKASH_BASE_URL,
  accessToken: "any",
  allowInsecureHttp: true,
});
const deleted = await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
console.log(deleted.response_message);
try {
  await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
} catch (error) {
  if (error instanceof EnkashApiError) console.log(error.errorType);
}
console.log(createSandbox().customers.size);
