// @ts-check

/**
 * Why the body of a 2xx does not prove a success, by the rule of src/envelope.ts; undefined if it does.
 *
 * @param {unknown} body
 */
export function notSuccess(body) {
  const { errorResponse, response_code: code, response_message: message } = Object(body);
  const details =
    typeof errorResponse === "object" && !Array.isArray(errorResponse)
      ? Object.values(errorResponse ?? {})
      : [errorResponse];
  if (details.some((detail) => detail !== null && detail !== undefined))
    return "errorResponse has a member that is not null";
  const text = typeof message === "string" ? message.trim().toUpperCase() : undefined;
  if (text === "FAILURE") return "response_message is FAILURE";
  const isSuccessCode = code === 0 || (code >= 200 && code <= 299);
  if (typeof code === "number" && !isSuccessCode) return `response_code is ${code}`;
  const hasSign = text === "SUCCESS" || (typeof code === "number" && isSuccessCode);
  return hasSign
    ? undefined
    : "it has no sign of success, a response_code of 0 or 200 to 299 or the response_message SUCCESS";
}
