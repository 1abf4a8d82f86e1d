import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { createSandbox } from "enkash-customer-client/sandbox";

const output = document.querySelector("#output");
const enkash = createEnkashClient({
  baseUrl: new URLSearchParams(location.search).get("sandbox"),
  accessToken: "any",
  allowInsecureHttp: true,
});
const deleted = await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
output.append(`${deleted.response_message}\n`);
try {
  await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
} catch (error) {
  if (error instanceof EnkashApiError) output.append(`${error.errorType}\n`);
}
output.append(`${createSandbox().customers.size}\n`);
output.dataset.done = "";
