// The second entry of this client.
import { createOpenapiFetchClient } from "enkash-customer-client/openapi-fetch";

import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken }) => {
  const client = createOpenapiFetchClient({ baseUrl, accessToken, allowInsecureHttp: true });
  return async ({ customerId, parentCompanyId }) => {
    const { data, error } = await client.DELETE("/api/v0/customer/{customerId}", {
      params: { path: { customerId }, query: { parentCompanyId } },
    });
    if (error) throw new Error("error", { cause: error });
    return data;
  };
};
