// The program of js-import and js-require, which differ in how they load the package.
module.exports = async function deleteTwice({ createEnkashClient, EnkashApiError }, { createSandbox }) {
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
};
