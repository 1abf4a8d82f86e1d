import fc from "fast-check";

import { notSuccess } from "../../scripts/lint/success.js";
import { readEnvelope } from "../../src/envelope.js";

/** Whether the client takes the body of a 200 for a success. */
function isSuccess(body: object): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const progress = { attempts: 1, retried: false, secrets: [] };
  try {
    readEnvelope("deleteCustomerByCustomerId", { ...progress, status: 200, headers: new Headers(), bytes });
    return true;
  } catch {
    return false;
  }
}

it("the linter and the client agree which examples prove a success", () => {
  const body = fc.record(
    {
      errorResponse: fc.constantFrom(null, {}, { errorMessage: null }, { errorMessage: "No." }, [], "No."),
      payload: fc.constantFrom(null, "Done."),
      response_code: fc.constantFrom(null, 0, 1, 117, 199, 200, 299, 300),
      response_message: fc.constantFrom(null, "SUCCESS", "FAILURE", " failure "),
    },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(body, (body) => (notSuccess(body) === undefined) === isSuccess(body)));
});
