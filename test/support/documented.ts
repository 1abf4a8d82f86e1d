import { examples } from "../../generated/examples.js";
import type { Envelope } from "../../src/index.js";

/** The example responses of the description, by status and by name. */
export const documented = examples.deleteCustomerByCustomerId.responses as Record<
  string,
  Record<string, Envelope> // Safe: the linter compares each example with its schema.
>;
