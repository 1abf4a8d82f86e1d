import { createEnkashClient } from "enkash-customer-client";

import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken }) => {
  const enkash = createEnkashClient({ baseUrl, accessToken, allowInsecureHttp: true });
  return (customer) => enkash.deleteCustomerByCustomerId(customer);
};
