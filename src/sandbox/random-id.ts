/**
 * A new id in the form of a UUID (RFC 9562). Not from `crypto`: jsdom, React Native and pages without https have no
 * `randomUUID`, and nothing in a sandbox is secret.
 */
export function randomId(): string {
  const random = "xxxxxxxx-xxxx-4xxx-8xxx-".replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
  return random + (++made).toString(16).padStart(12, "0");
}

/** So that no two are the same where a test mocks `Math.random`. */
let made = 0;
