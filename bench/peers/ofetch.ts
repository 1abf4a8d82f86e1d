import { ofetch } from "ofetch";

import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken }) => {
  const client = ofetch.create({ baseURL: baseUrl, headers: { authorization: `Bearer ${accessToken}` } });
  return ({ customerId, parentCompanyId }) =>
    client(`/api/v0/customer/${encodeURIComponent(customerId)}`, { method: "DELETE", query: { parentCompanyId } });
};
