import { createEnkashClient, EnkashApiError, type Envelope, type ErrorType } from "enkash-customer-client";
import { createSandbox } from "enkash-customer-client/sandbox";

const enkash = createEnkashClient({
  baseUrl: process.env["ENKASH_BASE_URL"] ?? "",
  accessToken: () => Promise.resolve("any"),
  allowInsecureHttp: true,
});

async function main(): Promise<void> {
  const deleted: Envelope = await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
  console.log(deleted.response_message);
  try {
    await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
  } catch (error) {
    const expected: ErrorType = "RECORD_NOT_FOUND";
    if (error instanceof EnkashApiError && error.errorType === expected) console.log(error.errorType);
  }
  console.log(createSandbox().customers.size);
}

void main();
