const { createEnkashClient, EnkashApiError } = require("enkash-customer-client");
const { createSandbox } = require("enkash-customer-client/sandbox");

const deleteTwice = require("../delete-twice.cjs");

deleteTwice({ createEnkashClient, EnkashApiError }, { createSandbox });
