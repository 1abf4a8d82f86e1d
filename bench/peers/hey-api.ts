// Generated from the same description by `npm run bench`.
import { createClient, createConfig } from "../../.tmp/bench/hey-api/client/index.js";
import { deleteCustomerByCustomerId } from "../../.tmp/bench/hey-api/sdk.gen.js";
import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken }) => {
  const client = createClient(createConfig({ baseUrl, auth: accessToken }));
  return async ({ customerId, parentCompanyId }) => {
    const { data, error } = await deleteCustomerByCustomerId({
      client,
      path: { customerId },
      query: { parentCompanyId },
    });
    if (error) throw new Error("error", { cause: error });
    return data;
  };
};
