// Newer versions of jest-fixed-jsdom take AbortController from Node, too.
test("fetch is Node's, and AbortController is jsdom's, which has no crypto.randomUUID", () => {
  expect(new Request("https://sandbox.invalid").signal).not.toBeInstanceOf(AbortSignal);
  expect(crypto.randomUUID).toBeUndefined();
});
