import type { FetchHeaders } from "./fetch.js";

const mark = "[redacted]";

/** Real secrets are at least this long. A shorter one may be part of an ordinary word. */
const longSecretLength = 16;

/**
 * Redacts secrets, such as tokens, in a text for people. A short one is redacted as a whole word only.
 *
 * Servers, proxies and custom fetches echo what they were sent, so that any text that goes into an error may hold a secret.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  const alternatives = secrets.filter(isLong).sort(longestFirst).map(literal);
  const short = secrets.filter((secret) => !isLong(secret)).sort(longestFirst);
  // A group for what stands before a word, an escape such as %20 or \n included: not every engine has lookbehind.
  const before = "(^|[^\\w-]|%[0-9A-Fa-f]{2}|\\\\[nrt])";
  if (short.length > 0) alternatives.push(`${before}(?:${short.map(literal).join("|")})(?![\\w-])`);
  if (alternatives.length === 0) return text;
  // One pass, since a second one could find a secret in the mark.
  return text.replace(new RegExp(alternatives.join("|"), "g"), (_, kept: unknown) =>
    typeof kept === "string" ? kept + mark : mark,
  );
}

/** Redacts secrets in a text that a program compares, such as an error type. A short one is left as it is. */
export function redactIdentifier(text: string, secrets: readonly string[]): string {
  return redactText(text, secrets.filter(isLong));
}

/** Redacts the texts of any JSON value. A key is left as it is, unless it holds a long secret. */
export function redactJson(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === "string") return redactText(value, secrets);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 20) return undefined;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      redactIdentifier(key, secrets),
      redactJson(member, secrets, depth + 1),
    ]),
  );
}

/** A copy of the platform's own kind. */
export function redactHeaders(headers: FetchHeaders | undefined, secrets: readonly string[]): Headers {
  const copy = new Headers();
  headers?.forEach((value, name) => {
    copy.append(name, redactText(value, secrets));
  });
  return copy;
}

/**
 * Copies what a platform or a custom fetch threw: its own members may hold the request with its headers, so only name,
 * message, stack, code and cause are copied.
 */
export function redactCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof cause === "string") return redactText(cause, secrets);
  // Not `instanceof Error`, which does not know the errors of another realm (a frame, a test runner's context).
  if (typeof cause !== "object" || cause === null || !("message" in cause) || depth > 5) return undefined;
  const inner = redactCause("cause" in cause ? cause.cause : undefined, secrets, depth + 1);
  const copy = new Error(
    redactText(String(cause.message), secrets),
    inner === undefined ? undefined : { cause: inner },
  );
  for (const member of ["name", "stack", "code"] as const) {
    const value: unknown = Reflect.get(cause, member);
    if (typeof value !== "string") continue;
    // As the language and Node define them: `code` alone is enumerable.
    const enumerable = member === "code";
    // A stack repeats the message, a code is compared by programs.
    const redacted = enumerable ? redactIdentifier(value, secrets) : redactText(value, secrets);
    Object.defineProperty(copy, member, { value: redacted, enumerable, configurable: true });
  }
  return copy;
}

/** The start of a body, in one line. */
export function excerpt(body: string): string {
  const line = body.slice(0, 1_000).replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function isLong(secret: string): boolean {
  return secret.length >= longSecretLength;
}

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}

function literal(secret: string): string {
  return secret.replace(/[^\w\s]/g, "\\$&");
}
