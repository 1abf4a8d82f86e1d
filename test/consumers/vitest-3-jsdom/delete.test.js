import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { createSandbox } from "enkash-customer-client/sandbox";
import { expect, test } from "vitest";

const parameters = { customerId: "KC0123456789ABCD" };

test("AbortController is jsdom's, and fetch is not", () => {
  expect(AbortController).toBe(jsdom.window.AbortController);
  expect(jsdom.window.fetch).toBeUndefined();
  expect(fetch).toBeInstanceOf(Function);
});

test("deletes on the sandbox in this process", async () => {
  const sandbox = createSandbox({ customers: [parameters.customerId] });
  const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid", accessToken: "any", fetch: sandbox.fetch });
  await expect(enkash.deleteCustomerByCustomerId(parameters)).resolves.toMatchObject({ response_code: 0 });
  expect(sandbox.customers.size).toBe(0);
});

test("deletes on the sandbox behind a port", async () => {
  const enkash = createEnkashClient({
    baseUrl: process.env.ENKASH_BASE_URL,
    accessToken: "any",
    allowInsecureHttp: true,
  });
  const { signal } = new AbortController();
  await expect(enkash.deleteCustomerByCustomerId(parameters, { signal })).resolves.toMatchObject({
    response_message: "SUCCESS",
  });
  const again = enkash.deleteCustomerByCustomerId(parameters);
  await expect(again).rejects.toBeInstanceOf(EnkashApiError);
  await expect(again).rejects.toMatchObject({ errorType: "RECORD_NOT_FOUND" });
});
