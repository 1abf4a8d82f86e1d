import fc from "fast-check";

import { asMarkdown } from "../../scripts/docs/as-markdown.js";
import { article, text } from "../../scripts/docs/markdown.js";
import { contentSecurityPolicy } from "../../scripts/docs/policy.js";

/** The elements that the project itself writes for Markdown. */
const tags = "h[2-6]|p|ul|ol|li|em|strong|del|code|pre|blockquote|hr|br|table|thead|tbody|tr|th|td|div|span|input|a";
const own = new RegExp(`</?(?:${tags})(?: (?:[\\w-]+="[^"<>]*"|checked|disabled))*(?: ?/)?>`, "g");

/** What of the HTML is not an element that the project itself writes. */
function foreign(html: string): string[] {
  return html.replace(own, "").match(/<.*/g) ?? [];
}

describe("a text of the description", () => {
  it.each([
    "a <b>bold</b> word",
    "</p></script><script>alert(1)</script>",
    "<script>\nalert(1)\n\nalert(2)\n</script>",
    "<style>\n* { display: none }\n</style>",
    "<img src=x onerror=alert(1)>",
    '<meta http-equiv="refresh" content="0">',
    "<!-- a comment -->",
    "<!-- no end",
    "<pre>\n\n<b>x</b>",
    "a <code> <script>alert(1)</script>",
    "<![CDATA[ <b> ]]> <?php ?> <!DOCTYPE html>",
    "- <svg onload=alert(1)>\n\n> <b>x</b>\n\n# <i>x</i>\n\n| <b>a |\n| --- |\n| <b>c |",
    "![<b>](https://x.invalid/x.png)",
    "[<b>x</b>](https://x.invalid)",
    "```<b>\n<i>\n```\n\n    <u>",
  ])("%j has no element of its own", (markdown) => {
    expect(foreign(text(markdown, "part"))).toEqual([]);
    expect(text(markdown, "part")).not.toContain("<img");
  });

  it("has none, whatever it is", () => {
    const piece = fc.oneof(
      fc.string({
        unit: fc.constantFrom(
          "<",
          ">",
          '"',
          "'",
          "`",
          "&",
          ";",
          "!",
          "[",
          "]",
          "(",
          ")",
          "\\",
          "*",
          "_",
          "-",
          "#",
          "|",
          " ",
          "\n",
        ),
        maxLength: 3,
      }),
      fc.constantFrom(
        "\n\n",
        "```",
        "<b>",
        "</b>",
        "<script",
        "<!--",
        "-->",
        "&lt;",
        "&#60;",
        "onclick=x",
        "x",
        "http://x",
        "- ",
        "~~",
        "    ",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(foreign(text(pieces.join(""), "part"))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps emphasis, code, lists and links of Markdown", () => {
    const html = text("**a** _b_ `<c>`\n\n- d\n- [e](#f)\n\n<https://g.invalid/?h&i>", "part");
    expect(html.replace(/\n/g, "")).toBe(
      '<p><strong>a</strong> <em>b</em> <code>&lt;c&gt;</code></p><ul><li>d</li><li><a href="#f">e</a></li></ul>' +
        '<p><a href="https://g.invalid/?h&#38;i">https://g.invalid/?h&amp;i</a></p>',
    );
  });

  it.each([
    ["http://a.invalid", "http://a.invalid"],
    ["https://a.invalid/?b=1&c=2", "https://a.invalid/?b=1&#38;c=2"],
    ["https://a.invalid/?b=1&amp;c=2", "https://a.invalid/?b=1&#38;c=2"],
    ["mailto:a@b.invalid", "mailto:a@b.invalid"],
    ["try.html", "try.html"],
    ["../a/b.html#c", "../a/b.html#c"],
    ["#servers", "#servers"],
  ])("links to %s", (href, written) => {
    expect(text(`[a](${href})`, "part")).toBe(`<p><a href="${written}">a</a></p>\n`);
  });

  it.each([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "&#1;javascript:alert(1)",
    "<java\tscript:alert(1)>",
    "data:text/html,a",
    "vbscript:a",
    "file:///etc/passwd",
    "tel:1",
  ])("does not link to %j", (href) => {
    expect(text(`[a](${href})`, "part")).toBe("<p>a</p>\n");
    expect(text(`[a]\n\n[a]: ${href}`, "part")).not.toContain("<a");
  });

  it("has headings with ids of its own, each another one", () => {
    const ids = Array.from(text("# A\n\n# A\n\n# Servers", "about").matchAll(/<h2 id="(.*?)"/g), ([, id]) => id);
    expect(ids).toEqual(["about-a", "about-a-1", "about-servers"]);
  });
});

it("an article of this project may have HTML", () => {
  expect(article('# A\n\n<div class="b">c</div>\n').html).toContain('<div class="b">c</div>');
});

it("a page as Markdown has the same headings, lists, tables, code and links", () => {
  const markdown =
    "# A `b`\n\nc **d** [e](errors.html#f) [g](https://h.invalid/i.html) 1 &lt; 2\n\n- j\n- k\n\n  ```ts\n  l<m>();\n  ```\n\n| n | o |\n| --- | --- |\n| p | `q` |\n";
  expect(asMarkdown(article(markdown).html)).toBe(
    "# A `b`\n\nc **d** [e](errors.md#f) [g](https://h.invalid/i.html) 1 \\< 2\n\n- j\n- k\n\n  ```ts\n  l<m>();\n  ```\n\n| n | o |\n| --- | --- |\n| p | `q` |\n",
  );
});

it("the policy of a page allows what the build writes into it, and nothing else", () => {
  const policy = contentSecurityPolicy({ scripts: ["a"], styles: ["b"] });
  expect(policy).toBe(
    "default-src 'none'; script-src 'self' 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; " +
      "style-src 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'",
  );
});
