// jsdom has neither fetch nor TextDecoder, so this import shows that the package needs neither to be loaded.
const { createEnkashClient, EnkashApiError } = require("enkash-customer-client");

const parameters = { customerId: "KC0123456789ABCD" };

test("the package can be loaded without TextDecoder", () => {
  expect([typeof fetch, typeof TextDecoder]).toEqual(["undefined", "undefined"]);
});

test("deletes with a polyfill of fetch and of TextDecoder", async () => {
  globalThis.TextDecoder = require("node:util").TextDecoder;
  const enkash = createEnkashClient({
    baseUrl: process.env.ENKASH_BASE_URL,
    accessToken: "any",
    allowInsecureHttp: true,
    fetch: require("cross-fetch"),
  });
  await expect(enkash.deleteCustomerByCustomerId(parameters)).resolves.toMatchObject({ response_message: "SUCCESS" });
  const again = enkash.deleteCustomerByCustomerId(parameters);
  await expect(again).rejects.toBeInstanceOf(EnkashApiError);
  await expect(again).rejects.toMatchObject({ errorType: "RECORD_NOT_FOUND" });
});
