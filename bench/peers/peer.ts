/** What each file in peers/ exports: the one operation, called as the peer's own documentation shows it. */
export interface Peer {
  createDelete: (settings: PeerSettings) => Delete;
}

interface PeerSettings {
  baseUrl: string;
  accessToken: string;
  /** Send through the platform's fetch, whatever the peer does by default. */
  overFetch: boolean;
}

/** Resolves if the peer tells its caller that the customer is deleted, and rejects if it tells anything else. */
type Delete = (customer: { customerId: string; parentCompanyId: string }) => Promise<unknown>;

/** The peers in the order of the tables, named as their file in peers/, which is their package's name but for `fetch`. */
export const peerNames = [
  "enkash-customer-client",
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

/** The documented answer to a delete that worked. */
export const deletedBody = JSON.stringify({
  errorResponse: null,
  payload: "Customer deleted successfully.",
  response_code: 0,
  response_message: "SUCCESS",
});
