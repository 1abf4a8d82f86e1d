// @ts-check

/**
 * Why the body of a 2xx reports a failure, by the rule of src/envelope.ts; undefined if it reports a success.
 *
 * @param {unknown} body
 */
export function failureIn(body) {
  const { errorResponse, response_code: code, response_message: message } = Object(body);
  if (errorResponse !== undefined && errorResponse !== null) return "errorResponse is not null";
  if (typeof message === "string" && message.trim().toUpperCase() === "FAILURE") return "response_message is FAILURE";
  const isFailure = typeof code === "number" && code !== 0 && !(code >= 200 && code <= 299);
  return isFailure ? `response_code is ${code}` : undefined;
}
