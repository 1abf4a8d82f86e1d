/**
 * A new id in the form of a UUID (RFC 9562). Not from `crypto`: jsdom, React Native and pages without https have no
 * `randomUUID`, and nothing in a sandbox is secret.
 */
export function randomId(): string {
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
}
