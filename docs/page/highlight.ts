// highlight.js for the scripts in the browser, with only the languages that they show.
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("typescript", typescript);

export function highlight(code: string, language: "bash" | "json" | "typescript"): string {
  return hljs.highlight(code, { language }).value;
}
