import fc from "fast-check";

import { failureIn } from "../../scripts/lint/success.js";
import { readEnvelope } from "../../src/envelope.js";
import { EnkashApiError } from "../../src/index.js";

/** Whether the client takes the body of a 200 for a failure that the server reports. */
function isFailure(body: object): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const progress = { attempts: 1, retried: false, secrets: [] };
  try {
    readEnvelope("deleteCustomerByCustomerId", { ...progress, status: 200, headers: new Headers(), bytes });
    return false;
  } catch (error) {
    return error instanceof EnkashApiError;
  }
}

it("the linter and the client agree which examples report a failure", () => {
  const body = fc.record(
    {
      errorResponse: fc.constantFrom(null, {}, { errorMessage: "No." }, "No."),
      payload: fc.constantFrom(null, "Done."),
      response_code: fc.constantFrom(null, 0, 1, 117, 199, 200, 299, 300),
      response_message: fc.constantFrom(null, "SUCCESS", "FAILURE", " failure "),
    },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(body, (body) => (failureIn(body) !== undefined) === isFailure(body)));
});
