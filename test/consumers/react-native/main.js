// React Native's own fetch and AbortController are these packages.
import { AbortController } from "abort-controller/dist/abort-controller";
import "whatwg-fetch";
import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { passwordGrant } from "enkash-customer-client/auth";
import { createSandbox } from "enkash-customer-client/sandbox";

import deleteTwice from "../delete-twice.cjs";

globalThis.AbortController = AbortController;

async function main() {
  // In this process, with a login.
  const { accounts, customers, fetch } = createSandbox();
  const baseUrl = "https://sandbox.invalid";
  const accessToken = passwordGrant({ ...accounts[0], baseUrl, fetch });
  const enkash = createEnkashClient({ baseUrl, accessToken, fetch });
  await enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" });
  if (customers.size !== 0) throw new Error("the sandbox still has the customer");

  await deleteTwice({ createEnkashClient, EnkashApiError }, { createSandbox });
}

main().catch((error) => console.log(String(error)));
