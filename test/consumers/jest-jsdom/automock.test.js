jest.mock("enkash-customer-client");
const { createEnkashClient, EnkashApiError } = require("enkash-customer-client");

test("the package can be mocked as a whole", async () => {
  const deleteCustomerByCustomerId = jest.fn().mockResolvedValue({ response_message: "SUCCESS" });
  createEnkashClient.mockReturnValue({ deleteCustomerByCustomerId });
  const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid" });
  await expect(enkash.deleteCustomerByCustomerId({ customerId: "KC0123456789ABCD" })).resolves.toEqual({
    response_message: "SUCCESS",
  });
  expect(new EnkashApiError()).toBeInstanceOf(EnkashApiError);
});
