// Other implementations of fetch, passed to both entries without a cast. The first argument selects one.
import crossFetch from "cross-fetch";
import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { passwordGrant } from "enkash-customer-client/auth";
import { createSandbox } from "enkash-customer-client/sandbox";
import nodeFetch2 from "node-fetch-2";
import nodeFetch3 from "node-fetch-3";
import { fetch as undiciFetch } from "undici";

const options = { baseUrl: process.env["ENKASH_BASE_URL"] ?? "", allowInsecureHttp: true };
const [account] = createSandbox().accounts;
if (account === undefined) throw new Error("the sandbox has no account");
const login = { ...options, ...account };

const clients = {
  "cross-fetch": createEnkashClient({
    ...options,
    fetch: crossFetch,
    accessToken: passwordGrant({ ...login, fetch: crossFetch }),
  }),
  "node-fetch-2": createEnkashClient({
    ...options,
    fetch: nodeFetch2,
    accessToken: passwordGrant({ ...login, fetch: nodeFetch2 }),
  }),
  "node-fetch-3": createEnkashClient({
    ...options,
    fetch: nodeFetch3,
    accessToken: passwordGrant({ ...login, fetch: nodeFetch3 }),
  }),
  undici: createEnkashClient({
    ...options,
    fetch: undiciFetch,
    accessToken: passwordGrant({ ...login, fetch: undiciFetch }),
  }),
};

const enkash = clients[process.argv[2] as keyof typeof clients];
for (let call = 1; call <= 2; call++) {
  console.log(
    await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" }).then(
      ({ response_message: message }) => message,
      (error: unknown) => (error instanceof EnkashApiError ? error.errorType : error),
    ),
  );
}
console.log(createSandbox().customers.size);
