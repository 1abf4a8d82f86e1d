// Generated from openapi/ by `npm run generate`. Do not edit.

/** The kind of failure. The portal lists the values without explaining them. Which status each value belongs to is an assumption, shown by the examples. So is that a server may send a value that is not listed: treat it as a failure of a kind that is not known. */
export const errorTypes = [
  "CLIENT_REQUEST_ABORT",
  "CLIENT_REQUEST_ERROR",
  "INVALID_ACCESS",
  "RECORD_NOT_FOUND",
  "SYSTEM_ERROR",
  "UNAUTHORIZED",
  "UNKNOWN_ERROR",
  "UNPROCESSABLE_REQUEST",
  "VALIDATION_ERROR",
] as const;
