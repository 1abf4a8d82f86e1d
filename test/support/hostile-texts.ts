import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { isScalar, parseDocument, visit } from "yaml";

/** Every element that a hostile text could become has this attribute. */
export const hostileAttribute = "data-hostile";

/** Every script in a hostile text sets this global. */
export const hostileGlobal = "hostileScriptRan";

const script = `globalThis.${hostileGlobal}=1`;

/** Each would be an element, a script, a comment, a link or an image, if it were not escaped. */
const hostileWords = [
  `</script><script ${hostileAttribute}>${script}</script>`,
  `</title></textarea></style><style ${hostileAttribute}>main { display: none }</style>`,
  `<img ${hostileAttribute} src=x onerror="${script}">`,
  `<meta ${hostileAttribute} http-equiv="refresh" content="0; url=about:blank">`,
  `" autofocus onfocus="${script}" ${hostileAttribute}="`,
  `[a](javascript:${script}) [b](&#106;avascript:${script}) [c](javascript&colon;${script}) [d](data:text/html,x)`,
  "![e](https://hostile.invalid/x.png)",
  `{% html name="img" attrs={"${hostileAttribute}": "", src: "x", onerror: "${script}"} /%}`,
  "`<script>` and `a <b>`",
  "<!-- a comment <script",
];

/** In one line. */
const hostileLine = hostileWords.join(" ");

/** Paragraphs, lists, tables and code, with HTML where a parser of Markdown may take it for another part than the next parser. */
const hostileBlocks = [
  hostileLine,
  `<script ${hostileAttribute}>\n${script}\n</script>`,
  `<pre ${hostileAttribute}>\n\n<div ${hostileAttribute} onclick="${script}">\n**bold**\n</div>`,
  `- \`code\n- <img ${hostileAttribute} src=x onerror="${script}"> \``,
  `\`\`\`html\n<img ${hostileAttribute} src=x onerror="${script}">\n{% html name="img" /%}\n\`\`\``,
  `# <img ${hostileAttribute} src=x onerror="${script}">`,
  `| <img ${hostileAttribute} src=x> | b |\n| --- | --- |\n| <b ${hostileAttribute}>c</b> | d |`,
  `[f]: javascript:${script}\n\n[f] <javascript:${script}>`,
].join("\n\n");

const tag = "Customer Apis";

/** Adds hostile texts to all texts of this copy of openapi/: summaries, descriptions, titles, the tag, examples. */
export function addHostileTexts(openapi: string): void {
  for (const file of readdirSync(openapi, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".yaml")) continue;
    const document = parseDocument(readFileSync(join(openapi, file), "utf8"));
    visit(document, {
      Pair(_, { key, value }) {
        if (!isScalar(key) || !isScalar(value) || typeof value.value !== "string") return;
        if (key.value === "description") value.value += ` ${hostileBlocks}`;
        if (["summary", "title", "errorMessage", "payload"].includes(String(key.value)))
          value.value += ` ${hostileLine}`;
      },
      Scalar(_, scalar) {
        if (scalar.value === tag) scalar.value += ` ${hostileLine}`;
      },
    });
    writeFileSync(join(openapi, file), String(document));
  }
}
