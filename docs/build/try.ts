// site/try.html: a form for each operation, and the package with its sandbox in one script.
import { build } from "esbuild";

import { escapeHtml } from "../page/highlight.js";
import type { Operation, Response } from "../../scripts/generate/description.js";
import type { Page } from "./page.js";

export async function tryPage(operations: Operation[]): Promise<Page> {
  return {
    file: "try.html",
    title: "Try it · enkash-customer-client",
    summary: "Send the request to a sandbox that runs inside the page. Nothing real is deleted.",
    styles: ["try.css"],
    main: `<main id="main" class="text">
<h1>Try it</h1>
<p>This page holds the client and a sandbox, the API's stand-in. Nothing leaves your browser, and nothing real is deleted.</p>
${operations.map(operationForm).join("\n")}
</main>`,
    script: await script(),
  };
}

function operationForm({ operationId, method, path, summary, parameters, responses }: Operation): string {
  const fields = parameters.map((parameter) => {
    const id = `${operationId}-${parameter.name}`;
    const [example] = parameter.examples;
    const rule = parameter.schema.pattern === undefined ? "" : `, <code>${escapeHtml(parameter.schema.pattern)}</code>`;
    return `<div class="field">
<label for="${id}">${parameter.name}</label>
<input id="${id}" name="${parameter.name}" value="${escapeHtml(String(example))}" aria-describedby="${id}-rule ${id}-refusal" autocomplete="off" autocapitalize="characters" spellcheck="false"${parameter.required ? ' aria-required="true"' : ""} />
<p id="${id}-rule" class="rule">${parameter.in}, ${parameter.required ? "required" : "optional: leave it empty to send none"}${rule}</p>
<p id="${id}-refusal" class="refusal" data-part="refusal-${parameter.name}" aria-live="polite"></p>
</div>`;
  });
  return `<form data-operation="${operationId}" novalidate autocomplete="off" aria-labelledby="${operationId}-title">
<h2 id="${operationId}-title">${escapeHtml(summary)}</h2>
<p class="request"><code>${method} ${escapeHtml(path)}</code></p>
${fields.join("\n")}
<div class="field">
<label for="${operationId}-token">Access token</label>
<input id="${operationId}-token" name="token" value="any-token-will-do" aria-describedby="${operationId}-token-rule" spellcheck="false" />
<p id="${operationId}-token-rule" class="rule">made up; leave it empty to be refused with 401</p>
</div>
<div class="field">
<label for="${operationId}-prefer">The sandbox answers</label>
<select id="${operationId}-prefer" name="prefer">
<option value="">as it finds its customers</option>
${responses.map(exampleOptions).join("\n")}
</select>
</div>
<p class="buttons"><button data-part="send">Send</button> <button type="reset">Start over</button></p>
<p>Customers in the sandbox: <code data-part="customers"></code></p>
<section data-part="outcome" aria-live="polite" aria-label="Outcome"></section>
<h3>The same call in TypeScript</h3>
<pre tabindex="0" role="region" aria-label="TypeScript"><code data-part="code"></code></pre>
</form>`;
}

/** One option for each named example of the response: a `Prefer` value that the sandbox answers with that example. */
function exampleOptions({ status, body }: Response): string {
  const options = (body?.examples ?? []).map(({ name, summary = name }) => {
    return `<option value="example=${name}">${escapeHtml(summary)}</option>`;
  });
  return `<optgroup label="${status}">${options.join("")}</optgroup>`;
}

async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["docs/page/try.ts"],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "none",
  });
  const text = outputFiles[0]?.text ?? "";
  if (text.includes("</script")) throw new Error("docs/page/try.ts holds </script, which would end it in the page");
  return text;
}
