import type { AttemptEnd } from "../http/attempt.js";

/** Logins since the last success that may have reached the server, and brought no verdict. */
export interface LoginCount {
  unjudgedLogins: number;
}

/**
 * Whether another login may be sent, so that a wrong password does not lock the account, which three wrong attempts do: the
 * second on Node and Workers, which send a POST once. Others may send it again by themselves when a kept-alive connection
 * ends, as Deno and Chromium do, so that one login counts twice.
 */
export function mayLogIn({ unjudgedLogins }: LoginCount): boolean {
  // Safe: every member may be missing. Node 20 has no navigator; Bun and Deno have one, and a `process` of Node's kind.
  const { navigator, process } = globalThis as unknown as Platform;
  const platform = String(navigator?.userAgent ?? process?.release?.name);
  return unjudgedLogins < (/^(node|cloudflare)/i.test(platform) ? 2 : 1);
}

interface Platform {
  navigator?: { userAgent?: unknown };
  process?: { release?: { name?: unknown } };
}

/** The login was counted as one: the server may have seen none, or two. */
export function correctCount(count: LoginCount, end: AttemptEnd): void {
  if (end.kind === "unanswered" && neverReached(end.error.cause)) count.unjudgedLogins--;
  // Node sends it again on a new connection, as the fetch standard says.
  if (end.status === 421) count.unjudgedLogins++;
}

/** Only for error codes that prove that no connection was made: those of Node, undici and Bun. Deno and browsers give none. */
function neverReached(cause: unknown): boolean {
  for (let link = cause; link instanceof Error; link = link.cause) {
    if ("code" in link && neverReachedCodes.includes(link.code)) return true;
  }
  return false;
}

const neverReachedCodes: readonly unknown[] = [
  "ECONNREFUSED",
  "ConnectionRefused",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
];
