const mark = "[access token]";

/** Servers, proxies and custom fetches echo what they were sent. What goes into an error goes through here first. */
export function redactText(text: string, tokens: readonly string[]): string {
  return tokens.reduce((rest, token) => rest.replaceAll(token, mark), text);
}

export function redactHeaders(headers: Headers, tokens: readonly string[]): Headers {
  return new Headers([...headers].map(([name, value]): [string, string] => [name, redactText(value, tokens)]));
}

/**
 * What a platform or a custom fetch threw, as a copy: its own members may hold the request with its headers, so only
 * name, message, stack, code and cause go along.
 */
export function redactCause(cause: unknown, tokens: readonly string[], depth = 0): unknown {
  if (typeof cause === "string") return redactText(cause, tokens);
  // Not `instanceof Error`, which does not know the errors of another realm (a frame, a test runner's context).
  if (typeof cause !== "object" || cause === null || !("message" in cause) || depth > 5) return undefined;
  const inner = redactCause("cause" in cause ? cause.cause : undefined, tokens, depth + 1);
  const copy = new Error(redactText(String(cause.message), tokens), inner === undefined ? undefined : { cause: inner });
  for (const member of ["name", "stack", "code"] as const) {
    const value: unknown = Reflect.get(cause, member);
    if (typeof value !== "string") continue;
    // As the language and Node define them: `code` alone is enumerable.
    const enumerable = member === "code";
    Object.defineProperty(copy, member, { value: redactText(value, tokens), enumerable, configurable: true });
  }
  return copy;
}

/** The start of a body, in one line. */
export function excerpt(body: string): string {
  const line = body.slice(0, 1_000).replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
