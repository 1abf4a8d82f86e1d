import { isObject, oneLine } from "../errors.js";
import { unescape } from "./escapes.js";
import type { FetchHeaders } from "./fetch.js";

const mark = "[redacted]";

/** Stands for the mark until all secrets are found, since a secret may be part of the mark. Not a character of any text. */
const placeholder = "\uffff";

/** In a text that a program compares, a shorter secret may be part of an ordinary name. Real tokens are at least this long. */
const longSecretLength = 16;

/** A secret that is redacted as a whole word only, since it may be part of any other. */
const shortWord = /^[\w-]{1,3}$/;

/** How many escapes may lie one on another: JSON in JSON, a URL in a URL in HTML. */
const mostLayers = 3;

/**
 * Redacts secrets, such as tokens, in a text for people: also escaped ones, in which case the text is shown without its
 * escapes.
 *
 * Servers, proxies and custom fetches echo what they were sent, so that any text that goes into an error may hold a secret.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text;
  const spellings = new Set(secrets);
  let shown = text;
  let plain = text;
  for (let layers = 0; layers <= mostLayers; layers++) {
    // The longest first, so that no part of one is left.
    const hidden = [...spellings].sort((one, other) => other.length - one.length).reduce(hide, plain);
    if (hidden !== plain) shown = hidden;
    plain = unescape(hidden);
    // A secret may itself hold what looks like an escape.
    for (const spelling of [...spellings]) spellings.add(unescape(spelling));
  }
  return shown.replaceAll(placeholder, mark);
}

/** Redacts secrets in a text that a program compares, such as an error type. A short one is left as it is. */
export function redactIdentifier(text: string, secrets: readonly string[]): string {
  return redactText(
    text,
    secrets.filter((secret) => secret.length >= longSecretLength),
  );
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

/** A copy of the platform's own kind. A header whose name holds a long secret is named "redacted". */
export function redactHeaders(headers: FetchHeaders | undefined, secrets: readonly string[]): Headers {
  const copy = new Headers();
  const inLowerCase = secrets.map((secret) => secret.toLowerCase());
  headers?.forEach((value, name) => {
    copy.append(redactIdentifier(name, inLowerCase) === name ? name : "redacted", redactText(value, secrets));
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
  const message = reasonsOf(cause) || String(cause.message);
  const copy = new Error(redactText(message, secrets), inner === undefined ? undefined : { cause: inner });
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

/** Of an AggregateError, which Node and undici give for a host with several addresses, with no message of use. */
function reasonsOf(cause: object): string {
  const errors: unknown = Reflect.get(cause, "errors");
  return Array.isArray(errors)
    ? errors.map((error: unknown) => (isObject(error) ? error["message"] : error)).join("; ")
    : "";
}

/** The start of a body, in one line. */
export function excerpt(body: string): string {
  const line = oneLine(body.slice(0, 1_000)).replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function hide(text: string, secret: string): string {
  if (!shortWord.test(secret)) return text.replaceAll(secret, placeholder);
  return text.replace(/[\w-]+/g, (word) => (word === secret ? placeholder : word));
}
