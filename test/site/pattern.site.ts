import fc from "fast-check";

import { explainMismatch } from "../../docs/page/pattern.js";

const customerId = "^KC[A-Z0-9]{14}$";

it.each([
  [customerId, "KC0123456789ABCD", undefined],
  [customerId, "KCl123456789ABCD", 'Character 3 is "l"; expected A-Z or 0-9.'],
  [customerId, "XC0123456789ABCD", 'Character 1 is "X"; expected "K".'],
  [customerId, "KC0123456789ABC", "1 character is missing; character 16 must be A-Z or 0-9."],
  [customerId, "", '16 characters are missing; character 1 must be "K".'],
  [customerId, "KC0123456789ABCDE", 'Character 17 is "E"; expected the end.'],
  [customerId, "KC0123456789ABC\u{1F600}", 'Character 16 is "\u{1F600}"; expected A-Z or 0-9.'],
  [customerId, "KC 123456789ABCD", 'Character 3 is " "; expected A-Z or 0-9.'],
  ["^\\d{2,4}-[ab_]+$", "1-a", 'Character 2 is "-"; expected 0-9.'],
  ["^\\d{2,4}-[ab_]+$", "123x", 'Character 4 is "x"; expected 0-9 or "-".'],
  ["^\\d{2,4}-[ab_]+$", "12-ab!", 'Character 6 is "!"; expected "a" or "b" or "_" or the end.'],
  ["^A?[^x]*B$", "Axx", 'Character 2 is "x"; expected anything but "x" or "B".'],
])("%s says of %j: %s", (pattern, text, expected) => {
  expect(explainMismatch(pattern, text)).toBe(expected);
});

it.each(["^(a|b)$", "^a.b$", "^a{2}?$", "a", "^\\p{L}$"])("%s is not explained", (pattern) => {
  expect(explainMismatch(pattern, "!")).toBeUndefined();
});

it("explains exactly the texts that the pattern refuses", () => {
  const patterns = fc.constantFrom(customerId, "^[ab]{1,3}c?$", "^a*b+$", "^a?a{2}[^a]$");
  fc.assert(
    fc.property(patterns, fc.string({ unit: fc.constantFrom("a", "b", "c", "K", "C", "0"), maxLength: 18 }), (pattern, text) => {
      expect(explainMismatch(pattern, text) === undefined).toBe(new RegExp(pattern, "u").test(text));
    }),
  );
});
