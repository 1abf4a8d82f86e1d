/** The exports of each file in peers/: the one operation, called as the peer's documentation shows it. */
export interface Peer {
  createDelete: (settings: PeerSettings) => Delete;
}

interface PeerSettings {
  baseUrl: string;
  accessToken: string;
  /** Send through the global `fetch`, even if the peer's default is something else. */
  useFetch: boolean;
}

/** Resolves if the peer reports that the customer is deleted, and rejects otherwise. */
export type Delete = (customer: { customerId: string; parentCompanyId: string }) => Promise<unknown>;

/**
 * In the order of the tables. Each is the name of a file in peers/, and of a package (`fetch` and the two entries of this
 * client excepted).
 */
export const peerNames = [
  "enkash-customer-client",
  "enkash-openapi-fetch",
  "fetch",
  "openapi-fetch",
  "hey-api",
  "ofetch",
  "ky",
  "axios",
] as const;

export type PeerName = (typeof peerNames)[number];

/** The customer that every case deletes. */
export const customer = { customerId: "KC0123456789ABCD", parentCompanyId: "CEK0A1B2C3" };

/** The documented body of a successful delete. */
export const deletedBody = JSON.stringify({
  errorResponse: null,
  payload: "Customer deleted successfully.",
  response_code: 0,
  response_message: "SUCCESS",
});
