import createClient from "openapi-fetch";

import type { paths } from "../../generated/schema.js";
import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken }) => {
  const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${accessToken}` } });
  return async ({ customerId, parentCompanyId }) => {
    const { data, error } = await client.DELETE("/api/v0/customer/{customerId}", {
      params: { path: { customerId }, query: { parentCompanyId } },
    });
    if (error) throw new Error("error", { cause: error });
    return data;
  };
};
