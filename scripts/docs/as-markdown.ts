// A page as Markdown, for readers that are programs: made from the HTML of its content, so that both say the same.
import { unescapeHtml } from "./html.js";

interface Element {
  tag: string;
  attributes: string;
  children: Node[];
}

type Node = Element | string;

/** @param main - the content of a page, as this build writes it: each element closed, each attribute in double quotes */
export function asMarkdown(main: string): string {
  return `${blocks(parse(main)).join("\n\n")}\n`;
}

const empty = ["br", "wbr", "input", "hr", "img"];

function parse(html: string): Node[] {
  const root: Element = { tag: "", attributes: "", children: [] };
  const open = [root];
  for (const [, end, tag = "", attributes = "", text] of html.matchAll(
    /<(\/?)([a-z]\w*)((?:[^>"]|"[^"]*")*)>|([^<]+)/g,
  )) {
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.children.push(unescapeHtml(text).replaceAll("\u00a0", " "));
    else if (end === "/")
      open.splice(
        Math.max(
          1,
          open.findLastIndex((element) => element.tag === tag),
        ),
      );
    else {
      const element: Element = { tag, attributes, children: [] };
      parent.children.push(element);
      if (!empty.includes(tag)) open.push(element);
    }
  }
  return root.children;
}

/** Elements that stand within a line. */
const inline = ["a", "b", "br", "code", "em", "i", "small", "span", "strong", "wbr"];
/** What only a browser can show. */
const left = ["form", "button", "select", "noscript"];

function blocks(nodes: Node[]): string[] {
  const found: string[] = [];
  let line: Node[] = [];
  const endLine = () => {
    const text = words(line).trim();
    if (text !== "") found.push(text);
    line = [];
  };
  for (const node of nodes) {
    if (typeof node === "string" || inline.includes(node.tag)) line.push(node);
    else {
      endLine();
      found.push(...block(node));
    }
  }
  endLine();
  return found;
}

function block(element: Element): string[] {
  const { tag, attributes, children } = element;
  if (left.includes(tag)) return [];
  if (/^h\d$/.test(tag)) return [`${"#".repeat(Number(tag[1]))} ${words(children).trim()}`];
  if (tag === "pre" || /"tsd-signature[ "]/.test(attributes)) {
    const language = tag === "pre" ? (/language-([\w#+-]+)/.exec(written(children))?.[1] ?? "") : "ts";
    return [`\`\`\`${language}\n${plain(children).trimEnd()}\n\`\`\``];
  }
  if (tag === "ul" || tag === "ol") {
    const items = elements(children, "li").map((item, at) => {
      const mark = tag === "ul" ? "- " : `${at + 1}. `;
      return (
        mark +
        blocks(item.children)
          .join("\n\n")
          .replace(/\n(?!\n)/g, `\n${" ".repeat(mark.length)}`)
      );
    });
    return items.length === 0 ? [] : [items.join("\n")];
  }
  if (tag === "table") {
    const rows = descendants(children, "tr").map((row) => row.children.filter((cell) => typeof cell !== "string"));
    const lines = rows.map(
      (cells) => `| ${cells.map((cell) => words(cell.children).trim().replaceAll("|", "\\|")).join(" | ")} |`,
    );
    lines.splice(1, 0, `|${" --- |".repeat(rows[0]?.length ?? 0)}`);
    return [lines.join("\n")];
  }
  return blocks(children);
}

/** The text of a line. */
function words(nodes: Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return node.replace(/\s+/g, " ").replace(/[\\`*[\]<]/g, "\\$&");
      const { tag, attributes, children } = node;
      if (/class="anchor"/.test(attributes)) return "";
      if (tag === "code") return `\`${plain(children)}\``;
      const text = words(children);
      if (tag === "strong" || tag === "b") return text.trim() === "" ? text : `**${text}**`;
      if (tag === "em") return `*${text}*`;
      if (tag === "br") return "\n";
      const href = /href="([^"]*)"/.exec(attributes)?.[1];
      return tag === "a" && href !== undefined ? `[${text}](${target(unescapeHtml(href))})` : text;
    })
    .join("");
}

/** A page of this site has its text beside it. */
function target(href: string): string {
  return /^[a-z]+:/.test(href) ? href : href.replace(/\.html(?=$|#|\?)/, ".md");
}

/** The text as it stands, for code. */
function plain(nodes: Node[]): string {
  return nodes
    .map((node) => (typeof node === "string" ? node : node.tag === "br" ? "\n" : plain(node.children)))
    .join("");
}

function written(nodes: Node[]): string {
  return elements(nodes, "code")
    .map(({ attributes }) => attributes)
    .join("");
}

function elements(nodes: Node[], tag: string): Element[] {
  return nodes.filter((node): node is Element => typeof node !== "string" && node.tag === tag);
}

function descendants(nodes: Node[], tag: string): Element[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    return node.tag === tag ? [node] : descendants(node.children, tag);
  });
}
