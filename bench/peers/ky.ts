import ky from "ky";

import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken }) => {
  const client = ky.create({ prefixUrl: baseUrl, headers: { authorization: `Bearer ${accessToken}` } });
  return ({ customerId, parentCompanyId }) =>
    client.delete(`api/v0/customer/${encodeURIComponent(customerId)}`, { searchParams: { parentCompanyId } }).json();
};
