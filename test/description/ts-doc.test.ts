import { escapeTags, tsDoc } from "../../scripts/generate/ts-doc.js";

it.each([
  ["a <b>bold</b> word", "a \\<b>bold\\</b> word"],
  ["</script><!-- <?php <IMG src=x>", "\\</script>\\<!-- \\<?php \\<IMG src=x>"],
  ["a < b, a<1 and <=", "a < b, a<1 and <="],
  ["<https://a.invalid> and <mailto:a@b.invalid>", "<https://a.invalid> and <mailto:a@b.invalid>"],
  ["<javascript:a>", "\\<javascript:a>"],
  ["`<b>` and ``a ` <i>``", "`<b>` and ``a ` <i>``"],
  ["```html\n<b>\n```\n<b>", "```html\n<b>\n```\n\\<b>"],
  ["\\<b>", "\\<b>"],
])("in a comment of the generated code, %j is no HTML, and code and links stay", (markdown, escaped) => {
  expect(escapeTags(markdown)).toBe(escaped);
  expect(tsDoc([markdown])).toContain(escaped.split("\n")[0]);
});
