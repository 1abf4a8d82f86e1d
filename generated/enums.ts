// Generated from openapi/ by `npm run generate`. Do not edit.

/** The kind of failure. The portal lists the values without explaining them. Which status each value belongs to is an assumption, shown by the examples. */
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
