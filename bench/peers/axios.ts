import axios from "axios";

import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken, useFetch }) => {
  const client = axios.create({
    baseURL: baseUrl,
    headers: { authorization: `Bearer ${accessToken}` },
    ...(useFetch ? { adapter: "fetch" } : {}),
  });
  return async ({ customerId, parentCompanyId }) => {
    const { data }: { data: unknown } = await client.delete(`/api/v0/customer/${encodeURIComponent(customerId)}`, {
      params: { parentCompanyId },
    });
    return data;
  };
};
