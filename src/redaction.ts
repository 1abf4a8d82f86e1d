const mark = "[access token]";

/** Servers, proxies and custom fetches echo what they were sent. What goes into an error goes through here first. */
export function redactText(text: string, tokens: readonly string[]): string {
  return tokens.reduce((rest, token) => rest.replaceAll(token, mark), text);
}

export function redactHeaders(headers: Headers, tokens: readonly string[]): Headers {
  return new Headers([...headers].map(([name, value]) => [name, redactText(value, tokens)]));
}

/**
 * What a platform or a custom fetch threw, as a copy: its own members may hold the request with its headers, so only
 * name, message, stack, code and cause go along.
 */
export function redactCause(cause: unknown, tokens: readonly string[], depth = 0): unknown {
  if (typeof cause === "string") return redactText(cause, tokens);
  if (!(cause instanceof Error) || depth > 5) return undefined;
  const inner = redactCause(cause.cause, tokens, depth + 1);
  const copy: Error & { code?: string } = new Error(
    redactText(cause.message, tokens),
    inner === undefined ? undefined : { cause: inner },
  );
  const code: unknown = "code" in cause ? cause.code : undefined;
  if (typeof code === "string") copy.code = redactText(code, tokens);
  for (const member of ["name", "stack"] as const) {
    // As the language defines both: not enumerable.
    const value = cause[member];
    if (value !== undefined)
      Object.defineProperty(copy, member, { value: redactText(value, tokens), configurable: true, writable: true });
  }
  return copy;
}

/** The start of a body, in one line. */
export function excerpt(body: string): string {
  const line = body.slice(0, 1_000).replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
