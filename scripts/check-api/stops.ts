import type { Exchange } from "./send.js";

/** Why no request may follow this one. An alarm is to be told even if none would. */
export function reasonToStop({ step: { name, token }, status, error, outcome }: Exchange): string | undefined {
  const what = token === "own" ? "with the id of no customer" : "without a valid token";
  const reasons: [applies: boolean, reason: string][] = [
    [name === "delete" && outcome === "unknown", `ALARM: the customer may be deleted or not (${error}); look it up`],
    [outcome === "deleted" && !/^delete/.test(name), `ALARM: a delete was reported ${what} ("${name}"); tell EnKash`],
    [error === "EnkashConnectionError", `no response to "${name}"; check ENKASH_BASE_URL`],
    [status === 429, "the server asks for fewer requests (429); try again later"],
    [name === "login" && error !== undefined, "no token came; it is not asked again; check the four variables"],
    [token === "own" && status === 401, "the token was refused; get a new one"],
    [name === "delete" && outcome !== "deleted", "the delete is not proved, so it was not repeated"],
  ];
  return reasons.find(([applies]) => applies)?.[1];
}
