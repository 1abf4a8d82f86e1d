import type { Peer } from "./peer.js";

export const createDelete: Peer["createDelete"] = ({ baseUrl, accessToken }) => {
  return async ({ customerId, parentCompanyId }) => {
    const query = new URLSearchParams({ parentCompanyId });
    const response = await fetch(
      new Request(`${baseUrl}/api/v0/customer/${encodeURIComponent(customerId)}?${query.toString()}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    );
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  };
};
